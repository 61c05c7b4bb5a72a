package org.attestry.cluster.attestation;

import java.time.Instant;
import org.attestry.appraisal.Engine;
import org.attestry.cluster.node.Decision;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.attestry.verifier.Verdict;

/** Turns what examination came to into the decision to be recorded, and a recorded event back into it. */
final class Decisions {
    private Decisions() {}

    static Decision of(Examined examined, Submission submission, Inputs inputs, Instant at) {
        return switch (examined.verdict()) {
            case Verdict.Accepted _ -> appraised(examined, submission, inputs, at);
            case Verdict.Refused(var check, var reason, var detail) ->
                new Decision.Refused(
                        at,
                        submission,
                        inputs,
                        reason.outcome().wireName(),
                        check.wireName(),
                        reason.wireName(),
                        detail);
            case Verdict.Inconclusive(var reason, var detail, var _) ->
                new Decision.Refused(
                        at,
                        submission,
                        inputs,
                        reason.outcome().wireName(),
                        Attestations.NO_CHECK,
                        reason.wireName(),
                        detail);
        };
    }

    private static Decision appraised(Examined examined, Submission submission, Inputs inputs, Instant at) {
        var appraisal =
                examined.appraisal().orElseThrow(() -> new IllegalStateException("accepted evidence is appraised"));
        return new Decision.Appraised(
                at,
                submission,
                inputs,
                Engine.VERSION,
                appraisal.status().wireName(),
                appraisal.policyId(),
                appraisal.policyDigest(),
                appraisal.baselineId(),
                appraisal.baseline().digest(),
                examined.kept().result().sha256());
    }

    static Decision of(TeeNodeEvent event) {
        return switch (event) {
            case EvidenceAppraised appraised ->
                new Decision.Appraised(
                        appraised.at(),
                        appraised.submission(),
                        appraised.inputs(),
                        appraised.engine(),
                        appraised.status(),
                        appraised.policy(),
                        appraised.policyDigest(),
                        appraised.baseline(),
                        appraised.baselineDigest(),
                        appraised.resultDigest());
            case EvidenceRefused refused ->
                new Decision.Refused(
                        refused.at(),
                        refused.submission(),
                        refused.inputs(),
                        refused.outcome(),
                        refused.check(),
                        refused.reason(),
                        refused.detail());
        };
    }
}
