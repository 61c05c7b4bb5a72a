package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import org.attestry.cluster.keyring.KeyFiles.KeyFileRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the folder of keys at a start, and what is not. */
@Tag("integration")
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

    @Test
    void keysWhoseJournalIsGoneAreNotStartedAndNoOtherJournalIsMade() throws IOException {
        var journal = data.resolve("journal");
        for (var left : List.of("root.key", "default-admin.key")) {
            delete(journal);
            keepOnly(left);
            assertThatThrownBy(() -> TestNode.start(data).close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("keys in " + data.resolve("keys"))
                    .hasMessageContaining("none in " + journal + ": mount it, or restore it");
            assertThat(journal).doesNotExist();
            delete(data.resolve("keys"));
            TestNode.start(data).close();
        }
    }

    private void keepOnly(String key) throws IOException {
        try (var keys = Files.list(data.resolve("keys"))) {
            for (var file : keys.toList()) if (!file.endsWith(key)) Files.delete(file);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "., 0777, o-w",
        "journal, 0777, o-w",
        "keys, 0777, go-w",
        "keys, 0770, go-w",
        "., 01777, ''",
        "journal, 01777, ''",
        "., 02775, ''",
        "journal, 0770, ''",
    })
    void whereOthersCanExchangeWhatIsInTheFolderThereIsNoStart(String name, String mode, String change)
            throws IOException {
        var folder = data.resolve(name).normalize();
        Files.setAttribute(folder, "unix:mode", Integer.parseInt(mode, 8));
        if (change.isEmpty()) TestNode.start(data).close();
        else
            assertThatThrownBy(() -> TestNode.start(data).close())
                    .hasMessageContaining("what is in " + folder.toRealPath())
                    .hasMessageContaining("chmod " + change);
    }

    @Test
    void aJournalOfAnotherUserIsRefused() throws IOException {
        var journal = data.resolve("journal");
        assumeTrue((int) Files.getAttribute(journal, "unix:uid") == 0, "only root gives folders away");
        Files.setAttribute(journal, "unix:uid", 4711);
        assertThatThrownBy(() -> TestNode.start(data).close())
                .hasMessageContaining(journal.toRealPath() + " belongs to user 4711");
    }
}
