package org.attestry.persistence.rocksdb;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;

/** A data folder that no service has open, for tools that look at it and leave it as it is. */
public final class ReadOnlyStore implements AutoCloseable {
    private static final long CACHE = 16 << 20;

    private final FolderLock lock;
    private final Database database;

    private ReadOnlyStore(FolderLock lock, Database database) {
        this.lock = lock;
        this.database = database;
    }

    /**
     * Opens {@code folder}.
     *
     * @throws StoreRefused if a service has it open, it holds no journal, or one of a newer release, or a damaged one
     */
    public static ReadOnlyStore open(Path folder) throws IOException {
        var lock = FolderLock.shared(folder);
        try {
            return new ReadOnlyStore(lock, new Database(folder, path -> OpenRocks.readOnly(path, CACHE)));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The events. */
    public EventReads reads() {
        return new RocksReads(database);
    }

    /** What is kept by itself under {@code digest} (SHA-256, 32 octets), checked against it. */
    public Content content(Bytes digest) {
        return new ContentReads(database).read(digest);
    }

    /** What is kept under {@code digest}: in {@code bundle} where that names it, and by itself otherwise. */
    public Content content(Bundle bundle, Bytes digest) {
        return new ContentReads(database).read(bundle, digest);
    }

    /**
     * Passes everything in the store that contradicts its checksums or the rest of it; reads the whole store.
     *
     * @param vocabulary what its events mean
     * @param now tells which spent nonces have to be refused still: those of before may have been dropped
     */
    public void check(Vocabulary vocabulary, Instant now, Consumer<StoreProblem> problems) {
        StoreScan.run(database, vocabulary, now, problems);
    }

    @Override
    public void close() throws IOException {
        database.close();
        lock.close();
    }
}
