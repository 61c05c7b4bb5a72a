package org.attestry.cluster.audit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.attestry.appraisal.Engine;
import org.attestry.appraisal.PreparedBaseline;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.cluster.attestation.Binding;
import org.attestry.cluster.attestation.Examiner;
import org.attestry.cluster.baseline.BaselineDocument;
import org.attestry.cluster.policy.CompiledPolicies.Outcome;
import org.attestry.persistence.content.ContentUnavailable;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.attestry.verifier.EndorsementsCodec;
import org.attestry.verifier.EvidenceCodec;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.VerdictJson;
import org.attestry.verifier.Verifiers;

/**
 * Runs verification and appraisal of a recorded decision again from its stored inputs and compares octet by octet; needs no clock, no key
 * and no network.
 */
final class Replay {
    private final BiFunction<TeeNodeEvent, Bytes, Bytes> octets;
    private final Verifiers verifiers;
    private final BiFunction<String, Bytes, Outcome> policies;

    /**
     * Replays by these.
     *
     * @param octets those that an event names by a digest, checked against it; where there are none it throws {@link ContentUnavailable}
     * @param policies what comes of compiling a source for a tenant
     */
    Replay(
            BiFunction<TeeNodeEvent, Bytes, Bytes> octets,
            Verifiers verifiers,
            BiFunction<String, Bytes, Outcome> policies) {
        this.octets = octets;
        this.verifiers = verifiers;
        this.policies = policies;
    }

    /** Something that came out otherwise. */
    record Difference(String what, String recorded, String recomputed) {}

    /**
     * What differs; nothing if the decision is the same to the last octet. What is kept of it and missing, damaged, or of no form that is read is a
     * difference too: the recorded decision cannot be shown to follow from what is kept.
     */
    List<Difference> run(TeeNodeEvent event) {
        var differences = new Differences();
        attempt(() -> compute(event, differences), differences);
        AuditRecords.unavailable(event, octets).forEach(differences::unavailable);
        return List.copyOf(differences.found);
    }

    private static void attempt(Runnable step, Differences differences) {
        try {
            step.run();
        } catch (ContentUnavailable e) {
            differences.unavailable(e);
        } catch (Malformed e) {
            differences.compare("content", "readable", String.valueOf(e.getMessage()));
        }
    }

    private void compute(TeeNodeEvent event, Differences differences) {
        var verdict = verify(event, bound(event, differences));
        var verdictOctets = VerdictJson.kept(verdict);
        differences.compare("verifier", event.inputs().verifier(), installed(event));
        differences.compare("verdict", event.inputs().verdict(), verdictOctets.sha256());
        switch (event) {
            case EvidenceAppraised appraised -> appraise(appraised, verdict, differences);
            case EvidenceRefused refused ->
                differences.compare(
                        "outcome", refused.outcome(), verdict.outcome().wireName());
        }
    }

    /** Computed anew of the nonce and the key that are kept; what was kept of it, and the nonce's digest, have to agree. */
    private Expected.Bound bound(TeeNodeEvent event, Differences differences) {
        var kept = Binding.decode(octets.apply(event, event.inputs().expected()));
        differences.compare("nonce", event.nonceDigest(), kept.nonceOctets().sha256());
        var format = event.submission().format();
        var bound = verifiers
                .binding(format, kept.nonceOctets(), kept.keyOctets())
                .orElseThrow(() -> new IllegalStateException("no verifier binds " + format + " any more"));
        differences.compare("binding", kept.binding(), bound.value().hex());
        return bound;
    }

    private Verdict verify(TeeNodeEvent event, Expected.Bound bound) {
        var inputs = event.inputs();
        return verifiers.verify(
                EvidenceCodec.decode(octets.apply(event, inputs.evidence()), digest -> octets.apply(event, digest)),
                bound,
                EndorsementsCodec.decode(octets.apply(event, inputs.endorsements())),
                event.at());
    }

    private String installed(TeeNodeEvent event) {
        return verifiers
                .forFormat(event.submission().format())
                .map(Examiner::nameOf)
                .orElse("none");
    }

    private void appraise(EvidenceAppraised event, Verdict verdict, Differences differences) {
        differences.compare("engine", event.engine(), Engine.VERSION);
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            differences.compare("outcome", "verified", verdict.outcome().wireName());
            return;
        }
        switch (policies.apply(event.submission().tenant(), octets.apply(event, event.policyDigest()))) {
            case Outcome.Compiled(var policy) -> {
                var appraisal = policy.named(event.policy()).appraise(accepted, baseline(event), event.at());
                differences.compare("status", event.status(), appraisal.status().wireName());
                differences.compare(
                        "result", event.resultDigest(), appraisal.encoded().sha256());
            }
            case Outcome.Rejected(var why) ->
                differences.compare("policy", event.policy(), "does not compile in this release: " + why.getMessage());
        }
    }

    private PreparedBaseline baseline(EvidenceAppraised event) {
        return new PreparedBaseline(BaselineDocument.decode(octets.apply(event, event.baselineDigest())));
    }

    private static final class Differences {
        private final Set<Difference> found = new LinkedHashSet<>();

        void unavailable(ContentUnavailable content) {
            compare("content", content.digest().hex(), content.state());
        }

        void compare(String what, Bytes recorded, Bytes recomputed) {
            compare(what, recorded.hex(), recomputed.hex());
        }

        void compare(String what, String recorded, String recomputed) {
            if (!recorded.equals(recomputed)) found.add(new Difference(what, recorded, recomputed));
        }
    }
}
