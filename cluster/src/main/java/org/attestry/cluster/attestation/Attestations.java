package org.attestry.cluster.attestation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.challenge.Nonces;
import org.attestry.cluster.http.Damage;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.keyring.Keys;
import org.attestry.cluster.node.TeeNode;
import org.attestry.cluster.token.TokenIssuer;
import org.attestry.persistence.content.ContentStore;
import org.attestry.persistence.events.Submission;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one piece of evidence through its steps: nonce, verify, appraise, record, and only when the record is durable, sign.
 *
 * <p>The order is the promise (docs/ATTESTATION-CYCLE.md): a power cut after any step leaves a nonce unspent or a decision recorded, never
 * a token without a record.
 */
public final class Attestations {
    /** Stands in a record for the check, where no check refused but no conclusion was possible. */
    public static final String NO_CHECK = "none";

    /** For how long a request that comes again gets its token again: a lifetime that was raised since makes no old evidence new. */
    private static final Duration REPEATED_WITHIN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Attestations.class);

    private final Examiner examiner;
    private final VerificationPool pool;
    private final Challenges challenges;
    private final Nodes nodes;
    private final ContentStore content;
    private final EndorsementSource endorsements;
    private final TokenIssuer tokens;
    private final Supplier<Catalog> catalog;
    private final InstantSource clock;
    private final Records records;
    private final Supplier<Optional<String>> journalProblem;

    /** Everything that the steps need. */
    public Attestations(
            Examiner examiner,
            VerificationPool pool,
            Challenges challenges,
            Nodes nodes,
            ContentStore content,
            EndorsementSource endorsements,
            TokenIssuer tokens,
            Supplier<Catalog> catalog,
            InstantSource clock,
            Records records,
            Supplier<Optional<String>> journalProblem) {
        this.examiner = examiner;
        this.pool = pool;
        this.challenges = challenges;
        this.nodes = nodes;
        this.content = content;
        this.endorsements = endorsements;
        this.tokens = tokens;
        this.catalog = catalog;
        this.clock = clock;
        this.records = records;
        this.journalProblem = journalProblem;
    }

    /** An attestation that ended in a token. */
    record Attested(Conclusion conclusion, TokenIssuer.Token token, TeeNode.Reply.Recorded record) {}

    /** A nonce for {@code node} of {@code tenant}. */
    public Nonces.Issued challenge(String tenant, String node) {
        return challenges.issue(catalog.get().keys(), tenant, node, clock.instant());
    }

    /** The attestation of {@code request}; where there is no token, {@link Problem.Refusal} is thrown or fails the stage. */
    CompletionStage<Attested> attest(String requestId, String tenant, EvidenceRequest request) {
        if (journalProblem.get().isPresent()) throw notRecorded();
        var fenceUntil = challenges.redeemable(catalog.get().keys(), tenant, request, clock.instant());
        var key = key(request);
        return pool.submit(() ->
                        begun(new Job(requestId, tenant, request, key, clock.instant(), fenceUntil, catalog.get())))
                .thenCompose(begun ->
                        recorded(begun.job(), begun.step()).thenCompose(recorded -> answered(begun.job(), recorded)));
    }

    /** What was examined, by the policies, the baselines and the time of when its turn came: what was withdrawn while it waited counts. */
    private record Begun(Job job, Step step) {}

    private Begun begun(Job job) {
        return new Begun(job, step(job));
    }

    private static Optional<AttesterKey> key(EvidenceRequest request) {
        try {
            return request.attesterKey();
        } catch (IllegalArgumentException e) {
            throw Problem.refuse(Problem.Kind.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private Presented presented(Job job) {
        var evidence = job.request().asEvidence();
        var nonce = job.request().nonce();
        var expected = examiner.verifiers()
                .binding(evidence.format(), nonce, job.keyOctets())
                .orElseThrow(() -> Problem.refuse(
                        Problem.Kind.UNKNOWN_TEE,
                        "formats installed: "
                                + String.join(", ", examiner.verifiers().formats())));
        return Presented.of(evidence, expected, nonce, job.keyOctets());
    }

    private EndorsementSource.Snapshot endorsementsFor(String format) {
        return examiner.verifiers()
                .forFormat(format)
                .map(verifier -> endorsements.forTee(verifier.tee()))
                .orElse(EndorsementSource.Snapshot.NONE);
    }

    /** What came of a job on the pool: a decision that is still to be recorded, or one that was recorded when it came before. */
    private sealed interface Step {
        /** {@code kept} completes when every input is kept that the decision names. */
        record Decided(Conclusion conclusion, CompletionStage<?> kept) implements Step {}

        record Known(Records.Recorded recorded) implements Step {}
    }

    /** What was recorded of this request is looked for first where it seems to have come before, and also where nothing can be decided now. */
    private Step step(Job job) {
        var presented = presented(job);
        if (records.seemToHave(job)) return known(job, presented).orElseGet(() -> decide(job, presented));
        try {
            return decide(job, presented);
        } catch (Problem.Refusal refusal) {
            return known(job, presented).orElseThrow(() -> refusal);
        }
    }

    private Optional<Step> known(Job job, Presented presented) {
        return records.earlier(job, presented).map(Step.Known::new);
    }

    /** The decision on what was examined, all of whose inputs are on their way into the store. */
    private Step.Decided decide(Job job, Presented presented) {
        var endorsed = endorsementsFor(presented.evidence().format());
        var examined = examiner.examine(job.catalog(), job.tenant(), presented, endorsed, job.at());
        var kept = content.put(job.at(), examined.kept().own(), examined.kept().shared());
        var inputs = examined.kept().inputs(examined.verifier());
        var decision = Decisions.of(examined, job.submission(), inputs, job.at());
        var conclusion = new Conclusion(
                decision, CheckNames.of(examined.verdict()), examined.kept().result());
        return new Step.Decided(conclusion, kept);
    }

    private CompletionStage<Records.Recorded> recorded(Job job, Step step) {
        return switch (step) {
            case Step.Known(var recorded) -> CompletableFuture.completedFuture(recorded);
            case Step.Decided(var conclusion, var kept) ->
                kept.thenCompose(_ -> nodes.record(conclusion.decision()))
                        .thenCompose(reply -> recorded(job, conclusion, reply))
                        .exceptionallyCompose(failure -> CompletableFuture.failedStage(unavailable(failure)));
        };
    }

    /** The decision of this very call, or, where the same request overtook it, the one that was recorded then. */
    private CompletionStage<Records.Recorded> recorded(Job job, Conclusion conclusion, TeeNode.Reply reply) {
        return switch (reply) {
            case TeeNode.Reply.AlreadyRedeemed() -> CompletableFuture.failedStage(Records.alreadyRedeemed());
            case TeeNode.Reply.Fenced() -> pool.submit(() -> fenced(job));
            case TeeNode.Reply.Damaged() ->
                CompletableFuture.failedStage(Damage.ofRecords(
                        "node " + conclusion.decision().submission().node()));
            case TeeNode.Reply.Unreadable() -> CompletableFuture.failedStage(Damage.ofClaims());
            case TeeNode.Reply.Failed() -> CompletableFuture.failedStage(perhapsRecorded());
            case TeeNode.Reply.Recorded place ->
                CompletableFuture.completedFuture(new Records.Recorded(conclusion, place));
            case TeeNode.Reply.Repeated(var first) -> records.at(job.submission(), first);
        };
    }

    /** Another request was faster: what it took says how this one is to be answered. */
    private Records.Recorded fenced(Job job) {
        return records.earlier(job, presented(job)).orElseThrow(Attestations::notRecorded);
    }

    private CompletionStage<Attested> answered(Job job, Records.Recorded recorded) {
        return recorded.conclusion().grants()
                ? pool.submit(() -> signed(job, recorded))
                : CompletableFuture.failedStage(
                        new Problem.Refusal(recorded.conclusion().problem()));
    }

    /** Node, nonce, key and audience are the request's, which asked what was recorded and nothing else ({@link Submission#asked}). */
    private Attested signed(Job job, Records.Recorded recorded) {
        var place = recorded.record();
        if (!clock.instant().isBefore(tokenUntil(place.at()))) throw tokenOver(place);
        var grant = new TokenIssuer.Grant(
                place.requestId(),
                place.leaf(),
                job.request().node(),
                job.freshness(),
                job.request().nonce(),
                recorded.conclusion().result(),
                job.request().audience(),
                job.key().map(AttesterKey::jwk),
                place.at());
        var token = tokens.sign(grant, signingKey(job.catalog().keys()));
        return new Attested(recorded.conclusion(), token, place);
    }

    private Instant tokenUntil(Instant decided) {
        var end = tokens.endOf(decided);
        var repeated = decided.plus(REPEATED_WITHIN);
        return end.isBefore(repeated) ? end : repeated;
    }

    /** A token that is over would be believed by nobody, and one that ends later would make old evidence new. */
    private static Problem.Refusal tokenOver(TeeNode.Reply.Recorded place) {
        var detail =
                "this request was answered before, and the time in which it gets its token again is over: a new challenge gets a"
                        + " new one, and 'attestry explain " + place.requestId() + "' tells what was decided";
        return new Problem.Refusal(
                Problem.of(Problem.Kind.CHALLENGE_SPENT, detail).because("freshness", "token_expired"));
    }

    private Keys.Signing signingKey(Keys keys) {
        return keys.signingAt(clock.instant())
                .orElseThrow(() -> Problem.refuse(Problem.Kind.NOT_READY, "no key for tokens is in force"));
    }

    /** A decision that could not be made durable releases nothing: the caller may come again under the same request id. */
    private static Throwable unavailable(Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof Problem.Refusal || Damage.told(cause).isPresent()) return cause;
        LOG.error("a decision could not be recorded", cause);
        return perhapsRecorded();
    }

    private static Problem.Refusal notRecorded() {
        return comeAgain("the decision could not be recorded");
    }

    private static Problem.Refusal perhapsRecorded() {
        return comeAgain("it is not known whether the decision was recorded: send the same under the same request id");
    }

    private static Problem.Refusal comeAgain(String detail) {
        return new Problem.Refusal(Problem.of(Problem.Kind.UNAVAILABLE, detail).after(Duration.ofSeconds(1)));
    }
}
