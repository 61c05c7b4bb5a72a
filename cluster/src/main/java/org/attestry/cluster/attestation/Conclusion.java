package org.attestry.cluster.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import org.attestry.appraisal.Status;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.baseline.MissingBaseline;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Wire;
import org.attestry.cluster.node.Decision;

/**
 * A recorded decision with the checks that ran and the octets of its result: all that an answer is made of, whether it was recorded just
 * now or is given again.
 *
 * @param decision the decision as recorded
 * @param checks the checks of the verdict
 * @param result the result's canonical JSON; empty where evidence was refused
 */
record Conclusion(Decision decision, CheckNames checks, Bytes result) {
    /** The tier of the result, or the outcome of the verdict where there is none. */
    String status() {
        return switch (decision) {
            case Decision.Appraised appraised -> appraised.status();
            case Decision.Refused refused -> refused.outcome();
        };
    }

    /** Whether a token may be made of it. */
    boolean grants() {
        return decision instanceof Decision.Appraised && Status.grants(status());
    }

    /** What the caller is told where there is no token. */
    Problem problem() {
        return switch (decision) {
            case Decision.Refused refused -> refused(refused);
            case Decision.Appraised appraised ->
                contraindicated(Wire.tree(result), appraised.submission().tenant());
        };
    }

    private static Problem refused(Decision.Refused refused) {
        var kind = refused.check().equals(Attestations.NO_CHECK)
                ? Problem.Kind.INCONCLUSIVE
                : Problem.Kind.EVIDENCE_REFUSED;
        return Problem.of(kind, refused.detail()).because(refused.check(), refused.reason());
    }

    private static Problem contraindicated(JsonNode result, String tenant) {
        var missing = MissingBaseline.told(result, tenant).map("; "::concat).orElse("");
        for (var submodule : result.path("submods")) {
            for (var finding : submodule.path("attestry.findings")) {
                var detail = finding.path("claim").asText() + ": "
                        + finding.path("wanted").asText();
                return Problem.of(Problem.Kind.APPRAISAL_CONTRAINDICATED, detail + missing)
                        .because("appraisal", finding.path("rule").asText());
            }
        }
        return Problem.of(Problem.Kind.APPRAISAL_CONTRAINDICATED, "the policy gave no trust vector" + missing)
                .because("appraisal", "policy_undefined");
    }
}
