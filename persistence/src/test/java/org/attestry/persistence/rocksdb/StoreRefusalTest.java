package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

class StoreRefusalTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aStoreThatWasUsed() {
        try (var store = TestStores.open(folder)) {
            TestStores.write(store, "id", 2);
        }
    }

    @Test
    void aFolderIsReopenedAfterItWasClosed() {
        try (var store = TestStores.open(folder)) {
            assertThat(store.reads().highestSequenceNr("id")).hasValue(2);
        }
    }

    @Test
    void aFolderThatThisProcessHasOpenIsRefused() throws Exception {
        try (var store = TestStores.open(folder)) {
            refused(() -> TestStores.open(folder), StoreRefused.Why.LOCKED, "stop that one");
            refused(() -> ReadOnlyStore.open(folder), StoreRefused.Why.LOCKED, "stop that one");
            assertThat(runElsewhere()).isEqualTo("LOCKED"); // the refusals above have not given the folder free
            assertThat(store.problems()).isEmpty();
        }
        assertThat(runElsewhere()).isEqualTo("OPENED");
    }

    @Test
    void aFolderOfANewerFormatIsRefused() throws RocksDBException {
        format("4");
        refused(() -> TestStores.open(folder), StoreRefused.Why.NEWER_FORMAT, "newer release");
        refused(() -> ReadOnlyStore.open(folder), StoreRefused.Why.NEWER_FORMAT, "newer release");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aFolderOfBeforeTheFirstReleaseIsRefused(String format) throws RocksDBException {
        format(format);
        refused(() -> TestStores.open(folder), StoreRefused.Why.OLDER_FORMAT, "name another folder");
        refused(() -> ReadOnlyStore.open(folder), StoreRefused.Why.OLDER_FORMAT, "name another folder");
    }

    @Test
    void aFolderThatLacksAFamilyThoughItsFirstStartEndedIsRefused() throws RocksDBException {
        try (var rocks = OpenRocks.readWrite(folder, 8 << 20)) {
            rocks.db().dropColumnFamily(rocks.handle(Family.NAMES));
        }
        for (int i = 0; i < 2; i++) // the first refusal makes no family
        refused(() -> TestStores.open(folder), StoreRefused.Why.OLDER_FORMAT, "name another folder");
        refused(() -> ReadOnlyStore.open(folder), StoreRefused.Why.OLDER_FORMAT, "name another folder");
    }

    @Test
    void aFolderWithRowsOfAKindThatWeDoNotKnowIsRefused() throws RocksDBException {
        try (var rocks = OpenRocks.readWrite(folder, 8 << 20)) {
            rocks.db()
                    .createColumnFamily(new ColumnFamilyDescriptor("tomorrow".getBytes(StandardCharsets.UTF_8)))
                    .close();
        }
        refused(() -> TestStores.open(folder), StoreRefused.Why.NEWER_FORMAT, "tomorrow");
    }

    @Test
    void aFolderWhoseFormatIsIllegibleIsRefused() throws RocksDBException {
        format("one");
        refused(() -> TestStores.open(folder), StoreRefused.Why.DAMAGED, "format");
    }

    @Test
    void aFolderWithRowsButWithoutAFormatIsRefused() throws RocksDBException {
        try (var rocks = OpenRocks.readWrite(folder, 8 << 20)) {
            rocks.db().delete(rocks.handle(Family.META), Keys.FORMAT);
        }
        refused(() -> TestStores.open(folder), StoreRefused.Why.DAMAGED, "format");
    }

    @ParameterizedTest(name = "the first start that made {0} families")
    @ValueSource(ints = {0, 1, 2})
    void aFolderWhoseFirstStartWasCutShortIsOpened(int families, @TempDir Path begun) throws Exception {
        Files.createDirectories(begun.resolve("db"));
        try (var options = new Options().setCreateIfMissing(true);
                var db = RocksDB.open(options, begun.resolve("db").toString())) {
            for (var family : Arrays.asList(Family.values()).subList(0, families)) {
                db.createColumnFamily(new ColumnFamilyDescriptor(family.octets()))
                        .close();
            }
        }
        try (var store = TestStores.open(begun)) {
            TestStores.write(store, "id", 1);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        refused(() -> TestStores.open(file.resolve("data")), StoreRefused.Why.NOT_WRITABLE, "cannot be written");
    }

    @Test
    void aFolderWithoutAJournalIsNotReadable(@TempDir Path empty) {
        refused(() -> ReadOnlyStore.open(empty), StoreRefused.Why.ABSENT, "no journal");
        refused(() -> ReadOnlyStore.open(empty.resolve("none")), StoreRefused.Why.ABSENT, "cannot be read");
    }

    @Test
    void aDamagedFileRefusesTheFolder() throws IOException {
        try (var files = Files.list(folder.resolve("db"))) {
            var manifest = files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .findFirst()
                    .orElseThrow();
            var octets = Files.readAllBytes(manifest);
            octets[octets.length / 2] ^= 1;
            Files.write(manifest, octets);
        }
        refused(() -> TestStores.open(folder), StoreRefused.Why.DAMAGED, "restore a backup");
    }

    private void format(String text) throws RocksDBException {
        try (var rocks = OpenRocks.readWrite(folder, 8 << 20);
                var synced = new WriteOptions().setSync(true)) {
            rocks.db().put(rocks.handle(Family.META), synced, Keys.FORMAT, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String runElsewhere() throws IOException, InterruptedException {
        return ChildJvm.run(OpenOnce.class, folder.toString()).strip();
    }

    private static void refused(ThrowingCallable opening, StoreRefused.Why why, String words) {
        assertThatThrownBy(opening)
                .isInstanceOfSatisfying(
                        StoreRefused.class, refusal -> assertThat(refusal.why()).isEqualTo(why))
                .hasMessageContaining(words);
    }

    /** Another process that opens the folder once and says how that went. */
    static final class OpenOnce {
        private OpenOnce() {}

        public static void main(String[] args) {
            try (var store = TestStores.open(Path.of(args[0]))) {
                System.out.println(store.health() instanceof StoreHealth.Writable ? "OPENED" : "FAILING");
            } catch (StoreRefused e) {
                System.out.println(e.why());
            }
        }
    }

    @Test
    void aFolderThatIsMadeIsItsOwnersAlone() throws IOException {
        var made = folder.resolve("made/here");
        try (var _ = TestStores.open(made)) {
            assertThat(Files.getPosixFilePermissions(made)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }
}
