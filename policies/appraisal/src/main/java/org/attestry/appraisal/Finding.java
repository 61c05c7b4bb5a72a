package org.attestry.appraisal;

import java.util.TreeMap;
import org.attestry.verifier.ClaimValue;

/**
 * Something that a policy found and wants the reader to know.
 *
 * @param rule the policy's rule that speaks
 * @param claim the path of the claim concerned, f.e. {@code claims.measurement}
 * @param wanted what the policy or the baseline wanted, in a few words
 */
public record Finding(String rule, String claim, String wanted) {
    /** The rule of the one finding that stands where a policy failed; what failed is what it wanted. */
    public static final String POLICY_FAILED = "policy";

    static Finding policyFailed(String why) {
        return new Finding(POLICY_FAILED, "appraisal", why);
    }

    /** The finding as it stands in a result. */
    public ClaimValue.Group tree() {
        var members = new TreeMap<String, ClaimValue>();
        members.put("rule", new ClaimValue.Text(rule));
        members.put("claim", new ClaimValue.Text(claim));
        members.put("wanted", new ClaimValue.Text(wanted));
        return new ClaimValue.Group(members);
    }
}
