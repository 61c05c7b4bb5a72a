package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Predicate;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Spoils rows in the data folder of a service that is not running, as a disk does that goes bad. */
final class StoreDamage {
    private final Path folder;

    StoreDamage(Path data) {
        this.folder = data.resolve("journal").resolve("db");
    }

    /** Spoils every row of {@code family} whose key, an octet a character, is {@code meant}. */
    void spoil(String family, Predicate<String> meant) throws RocksDBException {
        write(family, meant, "spoilt");
    }

    /** Writes {@code text} in place of every row of {@code family} whose key is {@code meant}. */
    void write(String family, Predicate<String> meant, String text) throws RocksDBException {
        rows(family, meant, (db, handle, key) -> db.put(handle, key, text.getBytes(UTF_8)));
    }

    /** Takes every row of {@code family} away whose key is {@code meant}. */
    void take(String family, Predicate<String> meant) throws RocksDBException {
        rows(family, meant, RocksDB::delete);
    }

    @FunctionalInterface
    private interface Change {
        void on(RocksDB db, ColumnFamilyHandle family, byte[] key) throws RocksDBException;
    }

    private void rows(String family, Predicate<String> meant, Change change) throws RocksDBException {
        var names = RocksDB.listColumnFamilies(new Options(), folder.toString());
        var handles = new ArrayList<ColumnFamilyHandle>();
        var families = names.stream().map(ColumnFamilyDescriptor::new).toList();
        int at = names.stream().map(name -> new String(name, UTF_8)).toList().indexOf(family);
        try (var options = new DBOptions();
                var db = RocksDB.open(options, folder.toString(), families, handles)) {
            int changed = 0;
            try (var rows = db.newIterator(handles.get(at))) {
                for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                    if (!meant.test(new String(rows.key(), ISO_8859_1))) continue;
                    change.on(db, handles.get(at), rows.key());
                    changed++;
                }
            }
            handles.forEach(ColumnFamilyHandle::close);
            assertThat(changed).as("rows changed").isPositive();
        }
    }
}
