package org.attestry.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionCommandTest {
    @ParameterizedTest
    @CsvSource({"bash, complete", "zsh, bashcompinit", "fish, complete -c attestry"})
    void eachShellGetsAScriptThatKnowsCommandsAndOptions(String shell, String sign) {
        var recording = Recording.plain();
        assertThat(recording.run("completion", shell)).isEqualTo(ExitCode.YES);
        assertThat(recording.out()).contains(sign, "verify", "baseline", "evidence");
    }

    @Test
    void bashReadsItsScript(@TempDir Path folder) throws IOException, InterruptedException {
        var recording = Recording.plain();
        recording.run("completion", "bash");
        var script = Files.writeString(folder.resolve("attestry.bash"), recording.out());
        var words = "source " + script + "; COMP_WORDS=(attestry nod); COMP_CWORD=1; COMP_LINE='attestry nod';"
                + " _complete_attestry; echo \"${COMPREPLY[@]}\"";
        if (!Files.isExecutable(Path.of("/bin/bash"))) Assumptions.abort("no bash here");
        var bash = new ProcessBuilder("/bin/bash", "-c", words)
                .redirectErrorStream(true)
                .start();
        var printed = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(printed.strip()).isEqualTo("node");
    }
}
