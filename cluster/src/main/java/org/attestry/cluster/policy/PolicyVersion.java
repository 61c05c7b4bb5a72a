package org.attestry.cluster.policy;

import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.Versions;
import org.attestry.persistence.events.PolicyEvent;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;

/** One version of a policy as recorded by the request that added it: everything but the source, which {@code digest} names. */
public record PolicyVersion(String requestId, String tenant, String tee, String name, int version, Bytes digest) {
    /** {@code name@version}, which stands in the policy's results. */
    public String id() {
        return name + "@" + version;
    }

    static PolicyVersion of(PolicyVersionAdded event) {
        return new PolicyVersion(
                event.requestId(), event.tenant(), event.tee(), event.name(), event.version(), event.digest());
    }

    /** The versions after {@code event}: the same step in the entity and in whoever reads its events. */
    public static Versions<PolicyVersion> fold(Versions<PolicyVersion> versions, PolicyEvent event) {
        return switch (event) {
            case PolicyVersionAdded added -> versions.with(of(added));
            case PolicyVersionActivated activated -> versions.activating(activated.version());
        };
    }
}
