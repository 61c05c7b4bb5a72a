package org.attestry.cluster.audit;

import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.EventLog;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;

/** Finds recorded decisions and the octets that they name; reads the local store in the caller's thread. */
final class AuditRecords {
    private final EventLog log;
    private final ContentStore content;

    AuditRecords(EventLog log, ContentStore content) {
        this.log = log;
        this.content = content;
    }

    /** The decision that the request {@code id} of {@code tenant} led to. */
    Optional<TeeNodeEvent> find(String tenant, String id) {
        return log.named(Submission.recordName(tenant, id)).map(TeeNodeEvent.class::cast);
    }

    /** The octets that {@code event} names by {@code digest}, checked against it. */
    Bytes octets(TeeNodeEvent event, Bytes digest) {
        return content.getNow(event.bundle(), digest).octetsOrThrow();
    }
}
