package org.attestry.persistence.rocksdb;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.content.ContentTooLarge;
import org.rocksdb.WriteBatch;

/**
 * {@link ContentStore} in the content family.
 *
 * <p>A put is not synced by itself, and need not be: all families share one log, content goes into it before the event that names it
 * is even submitted, and syncing a log makes all of it durable that was written before (RocksDB syncs older logs that are still unsynced
 * along with the newest). So whenever the event survives a power cut, the content does.
 */
final class RocksContent implements ContentStore {
    private final Database database;
    private final Executor executor;
    private final int limit;
    private final RecentDigests written = new RecentDigests();

    RocksContent(Database database, Executor executor, int limit) {
        this.database = database;
        this.executor = executor;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Bytes> put(Bytes content) {
        return async(() -> putNow(content));
    }

    @Override
    public CompletionStage<Content> get(Bytes digest) {
        return async(() -> getNow(digest));
    }

    /** Writing what is there already changes nothing, so only what was written lately is looked for, and that in memory. */
    @Override
    public List<Bytes> putNow(List<Bytes> contents) {
        for (var content : contents) {
            if (content.size() > limit) throw new ContentTooLarge(content.size(), limit);
        }
        var digests = contents.stream().map(Bytes::sha256).toList();
        try (var batch = new WriteBatch()) {
            for (int i = 0; i < digests.size(); i++) {
                if (written.contains(digests.get(i))) continue;
                database.put(
                        batch,
                        Family.CONTENT,
                        digests.get(i).toArray(),
                        contents.get(i).toArray());
            }
            if (batch.count() > 0) database.write(batch, false);
        }
        written.addAll(digests);
        return digests;
    }

    @Override
    public Content getNow(Bytes digest) {
        return read(database, digest);
    }

    /** What {@code database} keeps under {@code digest}, checked against it. */
    static Content read(Database database, Bytes digest) {
        if (digest.size() != 32) throw new IllegalArgumentException("a SHA-256 has 32 octets, not " + digest.size());
        var found = database.get(Family.CONTENT, digest.toArray());
        if (found.isEmpty()) return new Content.NotFound(digest);
        var octets = Bytes.copyOf(found.get());
        return octets.sha256().sameAs(digest) ? new Content.Found(digest, octets) : new Content.Corrupt(digest);
    }

    private <T> CompletionStage<T> async(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new StoreUnavailable("too much content waits for the disk", e));
        }
    }
}
