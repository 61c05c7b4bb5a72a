package org.attestry.cluster.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.cluster.catalog.EventLog;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.content.ContentUnavailable;
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

    /**
     * What of all that {@code event} names is not kept whole; attachments are named by the evidence, so they are looked for where that is there.
     *
     * @param octets those that an event names by a digest, or {@link ContentUnavailable}
     */
    static List<ContentUnavailable> unavailable(TeeNodeEvent event, BiFunction<TeeNodeEvent, Bytes, Bytes> octets) {
        var unavailable = new ArrayList<ContentUnavailable>();
        for (var digest : event.contents()) attempt(() -> look(event, digest, octets, unavailable), unavailable);
        return unavailable;
    }

    private static void look(
            TeeNodeEvent event,
            Bytes digest,
            BiFunction<TeeNodeEvent, Bytes, Bytes> octets,
            List<ContentUnavailable> unavailable) {
        for (var inside : event.contentsIn(digest, octets.apply(event, digest))) {
            attempt(
                    () -> {
                        var _ = octets.apply(event, inside);
                    },
                    unavailable);
        }
    }

    private static void attempt(Runnable look, List<ContentUnavailable> unavailable) {
        try {
            look.run();
        } catch (ContentUnavailable e) {
            unavailable.add(e);
        } catch (Malformed e) {
            // It is kept whole and of no form that is read, so it names nothing; whoever computes with it says so.
        }
    }
}
