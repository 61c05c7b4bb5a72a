package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CliTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                   | a command is missing
                    verfy                | did you mean verify?
                    node                 | Missing required subcommand
                    node lst             | did you mean list?
                    verify --evidnce x   | did you mean --evidence?
                    explain              | Missing required parameter: 'ID'
                    node list -o xml     | is none of table, json, yaml
                    """)
    void aWrongCommandLineEndsWithTwoAndSaysWhatWasMeant(String arguments, String complaint) {
        var recording = Recording.plain();
        assertThat(recording.run(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains(complaint, "--help");
        assertThat(recording.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--json", "-o json", "-ojson", "--output=json", "-o yaml"})
    void aProblemIsAProblemDocumentWhereTheAnswerWouldHaveBeenData(String option) {
        var recording = Recording.plain();
        assertThat(recording.run(("node list --nonsense " + option).split(" ", -1)))
                .isEqualTo(ExitCode.USAGE);
        var problem = Json.parse(recording.err());
        assertThat(problem.path("type").asText()).isEqualTo("https://attestry.org/problems/usage");
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("detail").asText()).contains("--nonsense");
    }

    @ParameterizedTest(name = "terminal {0}, NO_COLOR={1}, TERM={2} -> colour {3}")
    @CsvSource({"true, '', xterm, true", "true, 1, xterm, false", "true, '', dumb, false", "false, '', xterm, false"})
    void colourIsForTerminalsThatWantIt(boolean terminal, String noColor, String term, boolean coloured) {
        var environment = Map.of("NO_COLOR", noColor, "TERM", term);
        var recording = terminal ? Recording.onTerminal(environment) : Recording.with(environment);
        recording.run("verfy");
        assertThat(recording.err().indexOf('\u001b') >= 0).isEqualTo(coloured);
    }

    @TestFactory
    Stream<DynamicTest> everyCommandHasAHelpThatSaysWhatItDoes() {
        return commands("", Commands.all(console()))
                .map(path -> DynamicTest.dynamicTest(path, () -> {
                    var recording = Recording.plain();
                    assertThat(recording.run((path + " --help").strip().split(" ", -1)))
                            .isEqualTo(ExitCode.YES);
                    assertThat(recording.out()).contains("Usage: attestry " + path);
                }));
    }

    private static Stream<String> commands(String prefix, CommandLine command) {
        return command.getSubcommands().entrySet().stream().flatMap(entry -> {
            var path = (prefix + " " + entry.getKey()).strip();
            assertThat(entry.getValue().getCommandSpec().usageMessage().description())
                    .as(path)
                    .isNotEmpty();
            return Stream.concat(Stream.of(path), commands(path, entry.getValue()));
        });
    }

    private static Console console() {
        return new Console(
                new java.io.PrintWriter(java.io.Writer.nullWriter()),
                new java.io.PrintWriter(java.io.Writer.nullWriter()),
                Map.of(),
                false,
                java.time.Clock.systemUTC());
    }

    @Test
    void theVersionIsSaid() {
        var recording = Recording.plain();
        assertThat(recording.run("--version")).isEqualTo(ExitCode.YES);
        assertThat(recording.out()).startsWith("attestry ");
    }

    @Test
    void allHelpsFitAPage() {
        var recording = Recording.plain();
        recording.run("--help");
        assertThat(recording.out().lines())
                .allMatch(line -> line.length() <= 110)
                .hasSizeLessThan(45);
    }
}
