package org.attestry.persistence.rocksdb;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/**
 * The open database: rows by family and key, and native memory that is never used after it was freed.
 *
 * <p>Readers share it; closing it, and opening it anew after a failed write, waits for them.
 */
final class Database implements AutoCloseable {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Path folder;
    private final Function<Path, OpenRocks> opener;
    private @Nullable OpenRocks open;

    Database(Path folder, Function<Path, OpenRocks> opener) {
        this.folder = folder;
        this.opener = opener;
        this.open = opener.apply(folder);
    }

    Path folder() {
        return folder;
    }

    /** The row under {@code key} with its seal. */
    Optional<byte[]> get(Family family, byte[] key) {
        return reading(rocks -> {
            byte @Nullable [] row = rocks.db().get(rocks.handle(family), key);
            return Optional.ofNullable(row);
        });
    }

    /** Passes rows from {@code from} on, in the order of their keys, as long as they begin with {@code prefix} and {@code rows} wants more. */
    void scan(Family family, byte[] prefix, byte[] from, RowConsumer rows) {
        var _ = reading(rocks -> {
            try (var options = new ReadOptions().setVerifyChecksums(true);
                    var iterator = rocks.db().newIterator(rocks.handle(family), options)) {
                iterator.seek(from);
                while (iterator.isValid()
                        && Keys.startsWith(iterator.key(), prefix)
                        && rows.accept(iterator.key(), iterator.value())) {
                    iterator.next();
                }
                iterator.status();
            }
            return true;
        });
    }

    /** The key of the last row that begins with {@code prefix}. */
    Optional<byte[]> lastKey(Family family, byte[] prefix) {
        return lastKey(family, prefix, Keys.after(prefix));
    }

    /** The key of the last row before {@code end} that begins with {@code prefix}. */
    Optional<byte[]> lastKey(Family family, byte[] prefix, byte[] end) {
        return reading(rocks -> {
            try (var bound = new Slice(end);
                    var options = new ReadOptions().setVerifyChecksums(true).setIterateUpperBound(bound);
                    var iterator = rocks.db().newIterator(rocks.handle(family), options)) {
                iterator.seekForPrev(end);
                return keyAt(iterator, prefix);
            }
        });
    }

    /** Whether any row begins with {@code prefix}. */
    boolean any(Family family, byte[] prefix) {
        return reading(rocks -> {
            try (var iterator = rocks.db().newIterator(rocks.handle(family))) {
                iterator.seek(prefix);
                return keyAt(iterator, prefix).isPresent();
            }
        });
    }

    /** Writes all of {@code batch} or nothing; with {@code sync} it returns when it and all that was written before is on the disk. */
    void write(WriteBatch batch, boolean sync) {
        var _ = reading(rocks -> {
            rocks.write(batch, sync);
            return true;
        });
    }

    /** Adds the row {@code key} to {@code batch}. */
    void put(WriteBatch batch, Family family, byte[] key, byte[] row) {
        var _ = reading(rocks -> {
            batch.put(rocks.handle(family), key, row);
            return true;
        });
    }

    /** Adds the end of row {@code key} to {@code batch}. */
    void delete(WriteBatch batch, Family family, byte[] key) {
        var _ = reading(rocks -> {
            batch.delete(rocks.handle(family), key);
            return true;
        });
    }

    /** Closes and opens: what was written but not known to be durable is then replayed from the log and made so, or gone. */
    void reopen() {
        lock.writeLock().lock();
        try {
            if (open != null) open.close();
            open = null;
            open = opener.apply(folder);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (open != null) open.close();
            open = null;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static Optional<byte[]> keyAt(RocksIterator iterator, byte[] prefix) throws RocksDBException {
        iterator.status();
        return iterator.isValid() && Keys.startsWith(iterator.key(), prefix)
                ? Optional.of(iterator.key())
                : Optional.empty();
    }

    private <T> T reading(Native<T> action) {
        lock.readLock().lock();
        try {
            if (open == null) throw new StoreUnavailable("the store in " + folder + " is not open", null);
            return action.on(open);
        } catch (RocksDBException e) {
            throw failed(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What the database itself finds damaged is damaged for whoever asked for it, and says nothing of the rest. */
    private RuntimeException failed(RocksDBException e) {
        var problem = "the store in " + folder + " failed: " + e.getMessage();
        boolean damaged = e.getStatus() != null && e.getStatus().getCode() == Status.Code.Corruption;
        return damaged ? new CorruptStore(problem, e) : new StoreUnavailable(problem, e);
    }

    /** Takes a row and says whether it wants the next one. */
    @FunctionalInterface
    interface RowConsumer {
        boolean accept(byte[] key, byte[] row);
    }

    @FunctionalInterface
    private interface Native<T> {
        T on(OpenRocks rocks) throws RocksDBException;
    }
}
