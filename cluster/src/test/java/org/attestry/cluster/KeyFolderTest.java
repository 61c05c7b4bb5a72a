package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.attestry.cluster.keyring.KeyFiles.KeyFileRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the folder of keys at a start, and what is not. */
final class KeyFolderTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    @BeforeEach
    void aNodeThatRanBefore() {
        TestNode.start(data).close();
    }

    @Test
    void aJournalWhoseRootKeyIsGoneIsNotStartedAndNoOtherRootIsMade() throws IOException {
        var root = data.resolve("keys/root.key");
        Files.delete(root);
        assertThatThrownBy(() -> TestNode.start(data).close())
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("root.key")
                .hasMessageContaining("restore");
        assertThat(root).doesNotExist();
    }

    @Test
    void oneKeyForTwoRolesIsRefused() throws IOException {
        Files.copy(
                data.resolve("keys/default-admin.key"),
                data.resolve("keys/default-agent.key"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        assertThatThrownBy(() -> TestNode.start(data).close())
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("default-admin.key")
                .hasMessageContaining("default-agent.key");
    }
}
