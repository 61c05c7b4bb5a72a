package org.attestry.persistence.events;

import java.time.Instant;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.NamesContents;

/** What happens to an appraisal policy: versions are added, one becomes the active one. */
public sealed interface PolicyEvent extends AuditedEvent {
    /** A version that compiles was added as a draft; {@code digest} names its Rego source in the content store. */
    record PolicyVersionAdded(
            Link link, Instant at, String requestId, String tenant, String tee, String name, int version, Bytes digest)
            implements PolicyEvent, NamesContents {
        @Override
        public List<Bytes> contents() {
            return List.of(digest);
        }
    }

    /** A version became the active one in place of the one before. */
    record PolicyVersionActivated(Link link, Instant at, String requestId, int version) implements PolicyEvent {}
}
