package org.attestry.cluster.attestation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.attestry.appraisal.Appraisal;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.Baseline;
import org.attestry.appraisal.PreparedBaseline;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.cluster.http.Problem;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.Verifiers;

/**
 * Verifies and appraises: the steps of an attestation that replay runs again. It reads no clock, keeps nothing, and calls nobody.
 */
public final class Examiner {
    private final Verifiers verifiers;

    /** Examines with {@code verifiers}. */
    public Examiner(Verifiers verifiers) {
        this.verifiers = verifiers;
    }

    /** The verifiers in use. */
    public Verifiers verifiers() {
        return verifiers;
    }

    /**
     * Examines what was {@code presented}, with the policy and baselines that {@code catalog} has in force for {@code tenant}.
     *
     * <p>Of several active baselines the first by name whose result is best counts; where there is none, the empty baseline.
     */
    Examined examine(
            Catalog catalog, String tenant, Presented presented, EndorsementSource.Snapshot endorsements, Instant at) {
        var evidence = presented.evidence();
        var verifier = verifiers
                .forFormat(evidence.format())
                .orElseThrow(() -> Problem.refuse(
                        Problem.Kind.UNKNOWN_TEE, "formats installed: " + String.join(", ", verifiers.formats())));
        var verdict = verifiers.verify(evidence, presented.expected(), endorsements.endorsements(), at);
        var appraisal = verdict instanceof Verdict.Accepted accepted
                ? Optional.of(appraise(catalog, tenant, verifier.tee(), accepted, at))
                : Optional.<Appraisal>empty();
        return Examined.of(verdict, appraisal, nameOf(verifier), presented, endorsements);
    }

    /** How a verifier is named in records. */
    public static String nameOf(EvidenceVerifier verifier) {
        return verifier.tee() + "/" + verifier.version();
    }

    private static Appraisal appraise(
            Catalog catalog, String tenant, String tee, Verdict.Accepted accepted, Instant at) {
        var policy =
                catalog.policyFor(tenant, tee).orElseThrow(() -> new Problem.Refusal(unserved(catalog, tenant, tee)));
        var baselines = catalog.baselinesFor(tenant, tee, at);
        return best(policy.compiled(), accepted, baselines.isEmpty() ? nothingWanted(tee) : baselines, at);
    }

    private static Problem unserved(Catalog catalog, String tenant, String tee) {
        var unread = catalog.unreadFor(tenant, tee);
        if (unread.isPresent()) return unread.get().problem();
        if (!catalog.isCompiling(tenant, tee))
            return Problem.of(Problem.Kind.UNAVAILABLE, "no appraisal policy is active for TEE " + tee);
        var how = catalog.isStuck(tenant, tee)
                ? " cannot be compiled for now: the service's log says why, and another may be activated"
                : " is being compiled";
        return Problem.of(Problem.Kind.UNAVAILABLE, "the policy for TEE " + tee + how)
                .after(Duration.ofSeconds(1));
    }

    private static List<PreparedBaseline> nothingWanted(String tee) {
        return List.of(new PreparedBaseline(Baseline.empty(tee)));
    }

    private static Appraisal best(
            AppraisalPolicy policy, Verdict.Accepted accepted, List<PreparedBaseline> baselines, Instant at) {
        return baselines.stream()
                .map(baseline -> policy.appraise(accepted, baseline, at))
                .min(Comparator.comparing(Appraisal::status))
                .orElseThrow();
    }
}
