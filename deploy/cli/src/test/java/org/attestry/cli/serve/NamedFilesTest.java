package org.attestry.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start refuses the files that {@code config check} refuses, in the same words and before anything is begun. */
final class NamedFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            serve | attest.tls { key-store = tls.p12, password-file = service.conf }
            serve | attest.endorsements.snp = service.conf
            serve | attest.plugins = plugins
            serve | attest.keys { root = passphrase, passphrase-file = none }
            agent | attest.agent.tls { key-store = service.conf, password-file = none }
            agent | attest.agent.service { url = "http://x", node = n, key-file = none }
            agent | attest.agent.endorsements.trust_root = [service.conf, none]
            """)
    void aStartSaysOfAFileWhatTheCheckSays(String command, String text) throws IOException {
        var file = Files.writeString(folder.resolve("service.conf"), text + "\nattest.data = data")
                .toString();
        var check = Recording.plain();
        assertThat(check.run("config", "check", file)).isEqualTo(ExitCode.USAGE);
        var start = Recording.plain();
        assertThat(start.run(command, "--config", file)).isEqualTo(ExitCode.USAGE);
        assertThat(start.err()).isEqualTo(check.err()).contains("service.conf:1)");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
