package org.attestry.persistence.rocksdb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets spent nonces whose own time ended a grace ago; a clock that runs ahead by less than the grace forgets none too early.
 *
 * <p>Looks through all of them at open and every hour in a thread of its own; the committer decides again on each before it goes.
 */
final class FencePurge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FencePurge.class);
    private static final int CHUNK = 500;

    private final Database database;
    private final Committer committer;
    private final InstantSource clock;
    private final Duration grace;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("attestry-fence-purge").daemon(true).factory());

    FencePurge(Database database, Committer committer, InstantSource clock, Duration grace) {
        this.database = database;
        this.committer = committer;
        this.clock = clock;
        this.grace = grace;
        var _ = thread.scheduleWithFixedDelay(this::runAndLog, 60, 3600, TimeUnit.SECONDS);
    }

    /** One look through all fences; returns when those found were dropped. */
    void run() {
        var before = clock.instant().minus(grace);
        var chunk = new ArrayList<byte[]>();
        database.scan(Family.FENCES, new byte[0], new byte[0], (key, row) -> {
            if (over(key, row, before)) chunk.add(key);
            if (chunk.size() >= CHUNK) drop(chunk, before);
            return !Thread.currentThread().isInterrupted();
        });
        drop(chunk, before);
    }

    private void drop(List<byte[]> chunk, Instant before) {
        var keys = List.copyOf(chunk);
        chunk.clear();
        var _ = committer
                .submit(batch -> {
                    for (var key : keys) {
                        var row = database.get(Family.FENCES, key);
                        if (row.isPresent() && over(key, row.get(), before)) batch.delete(Family.FENCES, key);
                    }
                    return true;
                })
                .join();
    }

    private static boolean over(byte[] key, byte[] row, Instant before) {
        return FenceRow.parse(FenceRow.UNNAMED, Seal.open(Family.FENCES, key, row))
                .taken()
                .until()
                .isBefore(before);
    }

    private void runAndLog() {
        try {
            run();
        } catch (RuntimeException e) {
            LOG.warn("spent nonces could not be looked through; they stay, and are looked through again in an hour", e);
        }
    }

    @Override
    public void close() {
        var _ = thread.shutdownNow();
        thread.close();
    }
}
