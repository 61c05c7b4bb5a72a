package org.attestry.cluster.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The clock that tells spans. */
final class SteadyClockTest {
    @Test
    void itGoesOnByWhatPassesWhateverItBeganAt() {
        var begun = Instant.parse("2026-01-31T12:00:00Z");
        var nanos = new AtomicLong(Long.MAX_VALUE - 5);
        var clock = new SteadyClock(begun, nanos::get);
        assertThat(clock.instant()).isEqualTo(begun);
        nanos.addAndGet(10); // past the greatest of all numbers
        assertThat(clock.instant()).isEqualTo(begun.plusNanos(10));
    }
}
