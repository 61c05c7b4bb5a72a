package org.attestry.cluster.time;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Time that passes as the machine runs, whatever its clock is set to: for spans within this process, not for dates. */
public final class SteadyClock implements InstantSource {
    private final Instant begun;
    private final LongSupplier nanos;
    private final long origin;

    /** A clock that shows {@code begun} now and goes by {@code nanos}. */
    public SteadyClock(Instant begun, LongSupplier nanos) {
        this.begun = begun;
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanos.getAsLong() - origin);
    }
}
