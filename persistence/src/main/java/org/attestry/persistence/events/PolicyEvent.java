package org.attestry.persistence.events;

import java.time.Instant;
import org.attestry.bytes.Bytes;

/** What happens to an appraisal policy: versions are added, one becomes the active one. */
public sealed interface PolicyEvent extends AuditedEvent {
    /** A version that compiles was added as a draft; {@code digest} names its Rego source in the content store. */
    record PolicyVersionAdded(
            Link link, Instant at, String requestId, String tenant, String tee, String name, int version, Bytes digest)
            implements PolicyEvent {}

    /** A version became the active one in place of the one before. */
    record PolicyVersionActivated(Link link, Instant at, String requestId, int version) implements PolicyEvent {}
}
