package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    /** Scripts depend on these numbers: they never change. */
    private static final String GOLDEN = """
            0 yes: verified, done, or the same
            1 refused: evidence, token or request was not accepted, or a comparison failed
            2 usage: the command line or the configuration is wrong; nothing was tried
            3 inconclusive: what would decide is missing
            4 not reachable: the service or agent did not answer, or cannot now
            5 not allowed: the key is missing, wrong, or of another role
            """;

    @Test
    void theTableIsTheOneThatScriptsKnow() {
        var table = Arrays.stream(ExitCode.values())
                .map(exit -> exit.number() + " " + exit.meaning() + "\n")
                .collect(Collectors.joining());
        assertThat(table).isEqualTo(GOLDEN);
    }

    @Test
    void theDocumentHasTheTable() throws IOException {
        var rows = Files.readAllLines(Path.of("../../docs/exit-codes.md")).stream()
                .filter(line -> line.matches("\\| \\d .*"))
                .map(line -> line.replaceAll("^\\| (\\d) \\| (.*) \\|$", "$1 $2\n"))
                .collect(Collectors.joining());
        assertThat(rows).isEqualTo(GOLDEN);
    }

    @Test
    void theHelpShowsTheTable() {
        var recording = Recording.plain();
        assertThat(recording.run("--help")).isEqualTo(ExitCode.YES);
        for (var exit : ExitCode.values()) {
            var word = exit.meaning().split(":", 2)[0];
            assertThat(recording.out()).contains(exit.number() + " " + word);
        }
    }
}
