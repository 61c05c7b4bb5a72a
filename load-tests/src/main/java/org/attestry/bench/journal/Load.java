package org.attestry.bench.journal;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** What all entities of a run count while it is measured: events that were acknowledged, and how long each took. */
final class Load {
    private final LongAdder acknowledged = new LongAdder();
    private final ConcurrentHistogram micros =
            new ConcurrentHistogram(1, Duration.ofMinutes(1).toNanos() / 1000, 3);
    private volatile boolean measuring;
    private volatile boolean running = true;

    /** Whether entities go on. */
    boolean running() {
        return running;
    }

    void acknowledged(long nanos) {
        if (!measuring) return;
        acknowledged.increment();
        micros.recordValue(Math.max(1, nanos / 1000));
    }

    /** Lets the entities run for {@code warmUp}, then counts for {@code time}, then stops them; acknowledged events a second. */
    double measure(Duration warmUp, Duration time) throws InterruptedException {
        Thread.sleep(warmUp);
        measuring = true;
        long begin = System.nanoTime();
        Thread.sleep(time);
        double rate = acknowledged.sum() * 1e9 / (System.nanoTime() - begin);
        measuring = false;
        running = false;
        return rate;
    }

    /** Milliseconds that {@code percentile} percent of the events took at most. */
    double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
