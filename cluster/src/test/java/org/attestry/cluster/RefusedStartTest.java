package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.rocksdb.ReadOnlyStore;
import org.attestry.persistence.rocksdb.StoreRefused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start that refuses its data folder leaves every file in it as it was, and makes none. */
@Tag("integration")
final class RefusedStartTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    @BeforeEach
    void aNodeThatRanBefore() {
        TestNode.start(data).close();
    }

    @Test
    void aFolderInUse() throws IOException {
        try (var _ = ReadOnlyStore.open(data.resolve("journal"))) {
            refusedAndLeftAsItIs(StoreRefused.Why.LOCKED);
        }
    }

    @ParameterizedTest(name = "a bit that turned in the {0}")
    @ValueSource(strings = {"MANIFEST", "CURRENT", ".log"})
    void aJournalThatIsDamaged(String name) throws IOException {
        try (var files = Files.list(data.resolve("journal/db"))) {
            var file = files.filter(each -> each.getFileName().toString().contains(name))
                    .findFirst()
                    .orElseThrow();
            var octets = Files.readAllBytes(file);
            octets[octets.length / 2] ^= 1;
            Files.write(file, octets);
        }
        refusedAndLeftAsItIs(StoreRefused.Why.DAMAGED);
    }

    @Test
    void aJournalOfANewerFormat() throws Exception {
        new StoreDamage(data).write("meta", "format"::equals, "4");
        refusedAndLeftAsItIs(StoreRefused.Why.NEWER_FORMAT);
    }

    /** Another tenant than before, so that there are keys to make. */
    private void refusedAndLeftAsItIs(StoreRefused.Why why) throws IOException {
        var before = files();
        assertThatThrownBy(() -> TestNode.start(data, "attest.tenants", "ccc").close())
                .isInstanceOfSatisfying(
                        StoreRefused.class, refusal -> assertThat(refusal.why()).isEqualTo(why));
        assertThat(files()).containsExactlyInAnyOrderEntriesOf(before);
    }

    /** What is in the folder, by name: the size and the digest of each file. */
    private Map<String, String> files() throws IOException {
        var found = new TreeMap<String, String>();
        try (var paths = Files.walk(data)) {
            for (var path : paths.toList()) {
                found.put(data.relativize(path).toString(), Files.isDirectory(path) ? "a folder" : content(path));
            }
        }
        return found;
    }

    private static String content(Path file) throws IOException {
        var octets = Bytes.copyOf(Files.readAllBytes(file));
        return octets.size() + " octets " + octets.sha256().hex();
    }
}
