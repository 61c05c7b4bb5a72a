package org.attestry.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} usable: {1}")
    @CsvSource({
        "rw-------, true",
        "r--------, true",
        "rwx------, true",
        "rw-r-----, false",
        "rw----r--, false",
        "rw--w----, false",
        "rw------x, false",
        "rw-rw-rw-, false",
    })
    void aSecretComesFromAFileThatItsOwnerAloneCanUse(String permissions, boolean usable) throws IOException {
        var file = Files.writeString(folder.resolve("key"), "the secret\nsecond line\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        if (usable) assertThat(Secret.read(file).reveal()).isEqualTo("the secret");
        else
            assertThatThrownBy(() -> Secret.read(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("chmod 600")
                    .hasMessageNotContaining("secret\n");
    }

    @ParameterizedTest
    @CsvSource({"''", "'\n'", "'   '"})
    void anEmptySecretIsNone(String text) throws IOException {
        var file = Files.writeString(folder.resolve("key"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Secret.read(file)).isInstanceOf(IllegalArgumentException.class);
    }
}
