package org.attestry.cluster.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the latest refused requests of this process, so that {@code attestry explain} has an answer for those that never reached
 * an entity; bounded, and gone with the process.
 */
public final class Refusals {
    private final InstantSource clock;
    private final Map<String, Refused> latest;

    /** Remembers up to {@code most}. */
    public Refusals(InstantSource clock, int most) {
        this.clock = clock;
        this.latest = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Refused> eldest) {
                return size() > most;
            }
        };
    }

    /** A refused request: whose, where, when, and what it was told. */
    public record Refused(String tenant, String operation, Instant at, Problem problem) {}

    synchronized void remember(String requestId, String tenant, String operation, Problem problem) {
        latest.put(requestId, new Refused(tenant, operation, clock.instant(), problem));
    }

    /** The refused request of that name, if it was {@code tenant}'s. */
    public synchronized Optional<Refused> find(String tenant, String requestId) {
        return Optional.ofNullable(latest.get(requestId))
                .filter(refused ->
                        refused.tenant().equals(tenant) || refused.tenant().isEmpty());
    }
}
