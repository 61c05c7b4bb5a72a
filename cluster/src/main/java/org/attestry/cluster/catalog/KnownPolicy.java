package org.attestry.cluster.catalog;

import java.time.Instant;
import org.attestry.cluster.entity.Versions;
import org.attestry.cluster.policy.PolicyVersion;
import org.attestry.persistence.events.PolicyEvent;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;

/** A policy's versions, and since when the active one is. */
record KnownPolicy(Versions<PolicyVersion> versions, Instant since) {
    /** No versions. */
    static final KnownPolicy NONE = new KnownPolicy(Versions.none(), Instant.EPOCH);

    /** The policy after {@code event}. */
    KnownPolicy after(PolicyEvent event) {
        var activated = switch (event) {
            case PolicyVersionAdded _ -> since;
            case PolicyVersionActivated now -> now.at();
        };
        return new KnownPolicy(PolicyVersion.fold(versions, event), activated);
    }
}
