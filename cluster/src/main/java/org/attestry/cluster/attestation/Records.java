package org.attestry.cluster.attestation;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.EventLog;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.RequestIds;
import org.attestry.cluster.node.TeeNode;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;

/** Finds what was recorded of a request, so that one that comes again is answered from its record and from nothing else. */
public final class Records {
    private final EventLog log;
    private final ContentStore content;
    private final Executor blocking;
    private final BroughtBefore brought;

    /** Reads {@code log} and {@code content} on {@code blocking}; {@code random} is not asked again. */
    public Records(EventLog log, ContentStore content, Executor blocking, SecureRandom random) {
        this.brought = new BroughtBefore(random);
        this.log = log;
        this.content = content;
        this.blocking = blocking;
    }

    /** What was concluded, and where it is recorded. */
    record Recorded(Conclusion conclusion, TeeNode.Reply.Recorded record) {}

    /** Whether its nonce or its request id seem to have been brought before: then it is worth to look for {@link #earlier} at once. */
    boolean seemToHave(Job job) {
        var submission = job.submission();
        boolean nonce = brought.passed(submission.nonceDigest());
        boolean id = brought.passed(Bytes.utf8(submission.recordName()).sha256());
        return nonce || id;
    }

    /**
     * The record of this very request, where it came before; empty where nothing of it was used yet. Reads in the caller's thread.
     *
     * @throws Problem.Refusal if another request redeemed the nonce, or has the request id
     */
    Optional<Recorded> earlier(Job job, Presented presented) {
        var submission = job.submission();
        boolean spent = nonceSpent(submission);
        var named = log.named(submission.recordName()).map(TeeNodeEvent.class::cast);
        if (!spent && named.isEmpty()) return Optional.empty();
        var asked = submission.asked(
                presented.evidenceOctets().sha256(), presented.expectedOctets().sha256());
        var same = named.filter(event -> event.asked().equals(asked));
        if (same.isEmpty()) throw spent ? alreadyRedeemed() : RequestIds.used("the record of another request");
        return same.map(this::recorded);
    }

    /** What a request is told whose nonce another redeemed. */
    static Problem.Refusal alreadyRedeemed() {
        return new Problem.Refusal(Problem.of(Problem.Kind.CHALLENGE_SPENT).because("freshness", "nonce_redeemed"));
    }

    private boolean nonceSpent(Submission submission) {
        return log.taken(submission.nonceFence());
    }

    /** The record at the place that the node's entity named. */
    CompletionStage<Recorded> at(Submission submission, TeeNode.Reply.Recorded place) {
        return CompletableFuture.supplyAsync(
                () -> recorded((TeeNodeEvent) log.at(persistenceId(submission), place.sequence())), blocking);
    }

    private Recorded recorded(TeeNodeEvent event) {
        var checks = CheckNames.of(octets(event, event.inputs().verdict()));
        var place = new TeeNode.Reply.Recorded(
                event.submission().requestId(),
                event.link().sequence(),
                Leaf.of(event).hash(),
                event.at());
        return new Recorded(new Conclusion(Decisions.of(event), checks, result(event)), place);
    }

    private Bytes result(TeeNodeEvent event) {
        return switch (event) {
            case EvidenceAppraised appraised -> octets(appraised, appraised.resultDigest());
            case EvidenceRefused _ -> Bytes.EMPTY;
        };
    }

    private Bytes octets(TeeNodeEvent event, Bytes digest) {
        return content.getNow(event.bundle(), digest).octetsOrThrow();
    }

    private static String persistenceId(Submission submission) {
        return TeeNode.persistenceId(submission.tenant(), submission.node());
    }
}
