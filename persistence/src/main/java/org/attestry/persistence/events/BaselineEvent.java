package org.attestry.persistence.events;

import java.time.Instant;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.NamesContents;

/** What happens to a baseline: versions are added, one becomes the active one, one is withdrawn. */
public sealed interface BaselineEvent extends AuditedEvent {
    /** A version was added as a draft; {@code digest} names its canonical JSON in the content store. */
    record BaselineVersionAdded(
            Link link,
            Instant at,
            String requestId,
            String tenant,
            String tee,
            String name,
            int version,
            Bytes digest,
            Instant notBefore,
            Instant notAfter)
            implements BaselineEvent, NamesContents {
        @Override
        public List<Bytes> contents() {
            return List.of(digest);
        }
    }

    /** A version became the active one in place of the one before. */
    record BaselineVersionActivated(Link link, Instant at, String requestId, int version) implements BaselineEvent {}

    /** A version was withdrawn and counts never again; if it was the active one, none is. {@code reason} is empty where nobody gave one. */
    record BaselineVersionWithdrawn(Link link, Instant at, String requestId, int version, String reason)
            implements BaselineEvent {}
}
