package org.attestry.cluster.attestation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.EventLog;
import org.attestry.cluster.node.TeeNode;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;

/** Finds what was recorded under a request id, so that a request that comes again is answered from the record. */
public final class Records {
    private final EventLog log;
    private final ContentStore content;
    private final Executor blocking;

    /** Reads {@code log} and {@code content} on {@code blocking}. */
    public Records(EventLog log, ContentStore content, Executor blocking) {
        this.log = log;
        this.content = content;
        this.blocking = blocking;
    }

    /** Whether the journal knows the nonce of {@code submission} as spent; reads one row in the caller's thread. */
    boolean spent(Submission submission) {
        return log.spent(TeeNode.persistenceId(submission.tenant(), submission.node()), submission.nonceDigest());
    }

    /** Whether it was this very request that spent it. */
    boolean madeBy(Submission submission) {
        return log.tagged(TeeNode.requestTag(submission.tenant(), submission.requestId()))
                .map(TeeNodeEvent.class::cast)
                .filter(event -> event.nonceDigest().equals(submission.nonceDigest()))
                .isPresent();
    }

    CompletionStage<Conclusion> conclusion(String tenant, String requestId) {
        return CompletableFuture.supplyAsync(() -> read(tenant, requestId), blocking);
    }

    private Conclusion read(String tenant, String requestId) {
        var event = (TeeNodeEvent) log.tagged(TeeNode.requestTag(tenant, requestId))
                .orElseThrow(() -> new IllegalStateException("a redemption without its record"));
        return new Conclusion(
                Decisions.of(event), CheckNames.of(octets(event.inputs().verdict())), result(event));
    }

    private Bytes result(TeeNodeEvent event) {
        return switch (event) {
            case EvidenceAppraised appraised -> octets(appraised.resultDigest());
            case EvidenceRefused _ -> Bytes.EMPTY;
        };
    }

    private Bytes octets(Bytes digest) {
        return content.getNow(digest).octetsOrThrow();
    }
}
