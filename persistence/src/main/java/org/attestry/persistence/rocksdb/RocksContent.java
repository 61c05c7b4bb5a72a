package org.attestry.persistence.rocksdb;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.content.ContentTooLarge;

/**
 * {@link ContentStore} in the content family.
 *
 * <p>A put is not synced by itself, and need not be: all families share one log, content goes into it before the event that names it
 * is even submitted, and syncing a log makes all of it durable that was written before (RocksDB syncs older logs that are still unsynced
 * along with the newest). So whenever the event survives a power cut, the content does; and where a write fails before that, the
 * {@link Committer} writes it again.
 */
final class RocksContent implements ContentStore {
    private final ContentReads reads;
    private final Committer committer;
    private final Executor executor;
    private final int limit;

    RocksContent(ContentReads reads, Committer committer, Executor executor, int limit) {
        this.reads = reads;
        this.committer = committer;
        this.executor = executor;
        this.limit = limit;
    }

    @Override
    public CompletionStage<?> put(Instant at, List<Bytes> together, List<Bytes> apart) {
        for (var content : Stream.concat(together.stream(), apart.stream()).toList()) {
            if (content.size() > limit) {
                return CompletableFuture.failedStage(new ContentTooLarge(content.size(), limit));
            }
        }
        var key = new Bundle(at, together.stream().map(Bytes::sha256).toList()).key();
        var row = Frames.join(together);
        apart.forEach(Bytes::sha256); // kept by each, so that the one thread that writes finds it
        return committer.submit(batch -> {
            if (!together.isEmpty()) batch.putContentRow(key, row);
            for (var content : apart) batch.putContent(content.sha256(), content);
            return true;
        });
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
        return reads.read(digest);
    }

    @Override
    public Content getNow(Bundle bundle, Bytes digest) {
        return reads.read(bundle, digest);
    }
}
