package org.attestry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.attestry.cli.Cli;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class DemoCommandTest {
    private record Run(ExitCode exit, String out, String err) {}

    private static Run run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var console = new Console(new PrintWriter(out), new PrintWriter(err), Map.of(), false, Clock.systemUTC());
        var exit = new Cli(console).run(List.of(arguments));
        return new Run(exit, out.toString(), err.toString());
    }

    private static Set<Path> temporaryFolders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> (file.getFileName() + "").matches("attestry-\\d+"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void itTellsEveryStepAndThreeRefusalsAndLeavesNothingBehind() throws IOException {
        var before = temporaryFolders();
        var run = run("demo");
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.YES);
        assertThat(run.out())
                .contains("Challenge:", "Report:", "Verify:", "Appraise:", "Record:", "Token:", "Relying party:")
                .contains("Audit record:", "Replay:", "same, bit for bit")
                .contains("signature_invalid", "measurement_is_known");
        // Nobody can ask a service that is gone.
        assertThat(run.out().lines().filter(line -> line.contains("Refused:")).count())
                .isEqualTo(run.out()
                        .lines()
                        .filter(line -> line.contains("explained: "))
                        .count());
        assertThat(run.out()).doesNotContainPattern("attestry explain (?!ID)");
        assertThat(run.out().lines().filter(line -> line.contains("Refused:"))).hasSize(3);
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    @Test
    void twoRunsShareNoNonceNoKeyAndNoId() {
        var first = run("demo", "--json");
        var second = run("demo", "--json");
        assertThat(first.exit()).as(first.err()).isEqualTo(ExitCode.YES);
        var one = Json.parse(first.out());
        var other = Json.parse(second.out());
        for (var member : List.of("nonce", "evidence", "token", "jwks", "audit_record", "request_id")) {
            assertThat(one.path(member).isMissingNode()).as(member).isFalse();
            assertThat(one.path(member)).as(member).isNotEqualTo(other.path(member));
        }
    }
}
