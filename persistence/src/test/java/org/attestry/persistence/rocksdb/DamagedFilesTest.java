package org.attestry.persistence.rocksdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Predicate;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentUnavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Octets that went bad on the disk, which the database itself finds: told of what they were, and nobody else is concerned. */
class DamagedFilesTest {
    private static final String ID = "Node|a";
    private static final Bytes LARGE = large();

    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void anIdAndAContentInFilesOfTheirOwn() {
        store = TestStores.open(folder);
        TestStores.write(store, ID, 5);
        store.content().putNow(LARGE);
        for (int i = 0; i < 2; i++) {
            store.close();
            store = TestStores.open(folder);
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Bytes large() {
        var octets = new byte[64 * 1024];
        new Random(1).nextBytes(octets);
        return Bytes.copyOf(octets);
    }

    @Test
    void contentThatTheDatabaseFindsDamagedIsNamedByItsDigest() throws IOException {
        damage(file -> file.toString().endsWith(".blob"), 32 * 1024);
        var content = store.content().getNow(LARGE.sha256());
        assertThat(content).isInstanceOf(Content.Corrupt.class);
        assertThatThrownBy(content::octetsOrThrow)
                .isInstanceOfSatisfying(
                        ContentUnavailable.class,
                        e -> assertThat(e.told())
                                .isEqualTo("the content kept under SHA-256 "
                                        + LARGE.sha256().hex() + " is damaged"))
                .hasMessageContaining("Blob CRC mismatch");
    }

    @Test
    void anIdThatTheDatabaseFindsDamagedFailsAloneAndTheStoreTakesTheWritesOfOthers() throws IOException {
        damage(file -> file.toString().endsWith(".sst") && holds(file, "payload 1"), 8);
        assertThatThrownBy(() -> store.reads().events(ID, 2, 1)).hasMessageContainingAll(ID, "event 2", ".sst");
        assertThatThrownBy(() -> store.recover(ID, 0).join()).hasCauseInstanceOf(CorruptStore.class);
        assertThat(store.health()).isInstanceOf(StoreHealth.Writable.class);
        TestStores.write(store, "Node|b", 1);
    }

    /** Turns one bit of each file that is meant. */
    private void damage(Predicate<Path> meant, int at) throws IOException {
        store.close();
        try (var files = Files.walk(folder)) {
            var damaged = files.filter(meant).toList();
            assertThat(damaged).isNotEmpty();
            for (var file : damaged) {
                var octets = Files.readAllBytes(file);
                octets[at] ^= 1;
                Files.write(file, octets);
            }
        }
        store = TestStores.open(folder);
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
