package org.attestry.agent.service;

import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.attestry.bytes.Uuid7;

/**
 * Names one request to the service, the same in every attempt: what the service logs, and what {@code attestry explain} takes.
 *
 * @param text 8 to 64 of {@code [A-Za-z0-9_-]}
 */
public record RequestId(String text) {
    public RequestId {
        if (!text.matches("[A-Za-z0-9_-]{8,64}")) throw new IllegalArgumentException("not a request id");
    }

    /** A new one. */
    public static RequestId fresh(InstantSource clock, RandomGenerator random) {
        return new RequestId(Uuid7.of(clock.instant(), random));
    }

    @Override
    public String toString() {
        return text;
    }
}
