package org.attestry.cluster.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.attestry.appraisal.Baseline;
import org.attestry.appraisal.Finding;
import org.attestry.appraisal.Status;

/**
 * Says of a result that ends without a token that no baseline was in force for it, and what to type. It stands beside the rule that the
 * policy names, which may be one that needs no baseline, and is left out where the policy failed: that is to be mended first.
 *
 * <p>It is read from the result alone, so that a request that comes again and an auditor are told the same. What became of the baselines that
 * there are is a matter of the day, and of the list that is named.
 */
public final class MissingBaseline {
    private MissingBaseline() {}

    /** What to tell of {@code result}, an EAR of {@code tenant}; empty where a baseline was in force or none was needed. */
    public static Optional<String> told(JsonNode result, String tenant) {
        return result.path("submods").properties().stream()
                .filter(submodule -> lacking(submodule.getKey(), submodule.getValue()))
                .map(submodule -> sentence(submodule.getKey(), tenant))
                .findFirst();
    }

    private static boolean lacking(String tee, JsonNode submodule) {
        return submodule
                        .path("attestry.baseline")
                        .asText()
                        .equals(Baseline.empty(tee).id())
                && !policyFailed(submodule)
                && !Status.grants(submodule.path("ear.status").asText());
    }

    private static boolean policyFailed(JsonNode submodule) {
        var first = submodule.path("attestry.findings").path(0);
        return first.path("rule").asText().equals(Finding.POLICY_FAILED);
    }

    private static String sentence(String tee, String tenant) {
        return "no baseline was in force for TEE " + tee + " of tenant " + tenant
                + ": 'attestry baseline list' shows those that are drafts, withdrawn or outside their time,"
                + " 'attestry baseline add --tee " + tee + " ...' adds a version, and 'attestry baseline activate "
                + tee
                + " NAME VERSION' lets it count";
    }
}
