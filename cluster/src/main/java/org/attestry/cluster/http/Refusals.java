package org.attestry.cluster.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the latest refused requests of this process, so that {@code attestry explain} has an answer for those that never reached
 * an entity; bounded, and gone with the process.
 *
 * <p>Callers that nobody knows have a place of their own: they push out and overwrite nothing of a tenant's.
 */
public final class Refusals {
    private final InstantSource clock;
    private final Map<Name, Refused> ofTenants;
    private final Map<Name, Refused> ofNobody;

    /** Remembers up to {@code most} of tenants, and a tenth of it of callers that are not known. */
    public Refusals(InstantSource clock, int most) {
        this.clock = clock;
        this.ofTenants = new Latest(most);
        this.ofNobody = new Latest(most / 10);
    }

    /** A refused request: whose, where, when, and what it was told. */
    public record Refused(String tenant, String operation, Instant at, Problem problem) {}

    private record Name(String tenant, String requestId) {}

    private static final class Latest extends LinkedHashMap<Name, Refused> {
        private static final long serialVersionUID = 1;

        private final int most;

        Latest(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Refused> eldest) {
            return size() > most;
        }
    }

    synchronized void remember(String requestId, String tenant, String operation, Problem problem) {
        var ring = tenant.isEmpty() ? ofNobody : ofTenants;
        ring.put(new Name(tenant, requestId), new Refused(tenant, operation, clock.instant(), problem));
    }

    /** The refused request of that name, if it was {@code tenant}'s, or that of a caller who was not known. */
    public synchronized Optional<Refused> find(String tenant, String requestId) {
        return Optional.ofNullable(ofTenants.get(new Name(tenant, requestId)))
                .or(() -> Optional.ofNullable(ofNobody.get(new Name("", requestId))));
    }
}
