package org.attestry.persistence.rocksdb;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets spent nonces whose own time ended a grace ago; a clock that runs ahead by less than the grace forgets none too early.
 *
 * <p>Looks through all of them at open and every hour in a thread of its own; the committer decides again on each before it goes.
 */
final class FencePurge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FencePurge.class);
    private static final int PIECE = 500;

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
        var look = new Look(before);
        while (!look.ended && !Thread.currentThread().isInterrupted()) drop(look.next(), before);
    }

    /** Goes through all fences a piece at a time: nobody may wait for the committer inside of a scan, which the committer may wait for. */
    private final class Look {
        private final Instant before;
        private byte[] from = new byte[0];
        private boolean ended;

        private Look(Instant before) {
            this.before = before;
        }

        /** The keys of the next piece whose time is over. */
        private List<byte[]> next() {
            var found = new ArrayList<byte[]>();
            var seen = new AtomicInteger();
            ended = true;
            database.scan(Family.FENCES, new byte[0], from, (key, row) -> {
                if (seen.getAndIncrement() == PIECE) return goOnFrom(key);
                if (over(key, row, before)) found.add(key);
                return true;
            });
            return found;
        }

        private boolean goOnFrom(byte[] key) {
            from = key;
            ended = false;
            return false;
        }
    }

    private void drop(List<byte[]> keys, Instant before) {
        if (keys.isEmpty()) return;
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
        return FenceRow.parse(Seal.open(Family.FENCES, key, row)).until().isBefore(before);
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
