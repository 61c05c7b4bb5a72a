package org.attestry.cluster.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class GuardedClockTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private static final class SettableClock extends Clock {
        private Instant now = NOON;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void settingTheMachinesClockBackMovesNothing() {
        var machine = new SettableClock();
        var clock = new GuardedClock(machine, Instant.EPOCH);
        assertThat(clock.instant()).isEqualTo(NOON);
        machine.now = NOON.minus(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON);
        machine.now = NOON.plusSeconds(1);
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void aClockSetBackWhileTheProcessWasAwayStartsAtTheLastInstantOfTheJournal() {
        var clock = new GuardedClock(new SettableClock(), NOON.plusSeconds(60));
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(60));
    }
}
