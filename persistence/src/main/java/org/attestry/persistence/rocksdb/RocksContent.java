package org.attestry.persistence.rocksdb;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.content.ContentTooLarge;
import org.attestry.persistence.content.Put;

/**
 * {@link ContentStore} in the content family.
 *
 * <p>A put is not synced by itself, and need not be: all families share one log, content goes into it before the event that names it
 * is even submitted, and syncing a log makes all of it durable that was written before (RocksDB syncs older logs that are still unsynced
 * along with the newest). So whenever the event survives a power cut, the content does; and where a write fails before that, the
 * {@link Committer} writes it again.
 */
final class RocksContent implements ContentStore {
    private final Database database;
    private final Committer committer;
    private final Executor executor;
    private final int limit;

    RocksContent(Database database, Committer committer, Executor executor, int limit) {
        this.database = database;
        this.committer = committer;
        this.executor = executor;
        this.limit = limit;
    }

    @Override
    public Put put(List<Bytes> contents) {
        var digests = contents.stream().map(Bytes::sha256).toList();
        for (var content : contents) {
            if (content.size() > limit) {
                return new Put(digests, CompletableFuture.failedStage(new ContentTooLarge(content.size(), limit)));
            }
        }
        return new Put(digests, committer.submit(batch -> staged(batch, digests, contents)));
    }

    private static boolean staged(Batch batch, List<Bytes> digests, List<Bytes> contents) {
        for (int i = 0; i < digests.size(); i++) batch.putContent(digests.get(i), contents.get(i));
        return true;
    }

    @Override
    public CompletionStage<Content> get(Bytes digest) {
        try {
            return CompletableFuture.supplyAsync(() -> getNow(digest), executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(new StoreUnavailable("too many reads wait for the disk", e));
        }
    }

    @Override
    public Content getNow(Bytes digest) {
        return read(database, digest);
    }

    /** What {@code database} keeps under {@code digest}, checked against it. */
    static Content read(Database database, Bytes digest) {
        if (digest.size() != 32) throw new IllegalArgumentException("a SHA-256 has 32 octets, not " + digest.size());
        try {
            var found = database.get(Family.CONTENT, digest.toArray());
            return found.isEmpty() ? new Content.NotFound(digest) : checked(digest, Bytes.copyOf(found.get()));
        } catch (CorruptStore e) {
            return new Content.Corrupt(digest, String.valueOf(e.getMessage()));
        }
    }

    private static Content checked(Bytes digest, Bytes octets) {
        return octets.sha256().sameAs(digest)
                ? new Content.Found(digest, octets)
                : new Content.Corrupt(digest, "its octets have another SHA-256");
    }
}
