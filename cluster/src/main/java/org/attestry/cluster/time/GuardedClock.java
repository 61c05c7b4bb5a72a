package org.attestry.cluster.time;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that never goes back: setting the machine's clock back extends neither a nonce nor a token.
 *
 * <p>It starts at the later of the machine's time and the last instant found in the journal, follows the machine's clock forward,
 * and stands still while that clock is behind.
 */
public final class GuardedClock implements InstantSource {
    private final Clock machine;
    private final AtomicReference<Instant> latest;

    /** A clock over {@code machine} that has seen {@code notBefore}. */
    public GuardedClock(Clock machine, Instant notBefore) {
        this.machine = machine;
        this.latest = new AtomicReference<>(notBefore);
    }

    @Override
    public Instant instant() {
        return latest.accumulateAndGet(machine.instant(), (seen, now) -> now.isAfter(seen) ? now : seen);
    }
}
