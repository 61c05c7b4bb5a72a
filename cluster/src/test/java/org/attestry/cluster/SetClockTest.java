package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine's clock that is set forward puts nothing out of force: how long a catalog holds is told by the time that passes (P16). */
@Tag("integration")
final class SetClockTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    /** The clock of {@link TestNode}, {@code ahead} of it. */
    private static final class SetClock extends Clock {
        private final Clock usual = TestNode.clock();
        private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

        @Override
        public Instant instant() {
            return usual.instant().plus(ahead.get());
        }

        @Override
        public ZoneId getZone() {
            return usual.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("instants have no zone");
        }
    }

    @Test
    void whoeverAttestsAfterTheClockWasSetForwardIsServed() {
        var clock = new SetClock();
        try (var node = TestNode.start(data, clock)) {
            node.trustTheGuest();
            clock.ahead.set(Duration.ofMinutes(10));
            var attested = node.attest("node-1");
            assertThat(attested.status()).as(attested.body().toString()).isEqualTo(201);
        }
    }
}
