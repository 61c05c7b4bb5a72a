package org.attestry.appraisal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.CanonicalJson;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Verdict;

/**
 * An Attestation Result: the trust vector that a policy gave for verified claims, and why.
 *
 * @param verdict the verdict appraised
 * @param status the worst tier of the vector
 * @param vector the trust vector
 * @param findings what the policy found, in order
 * @param policyId {@code name@version} of the policy
 * @param policyDigest SHA-256 of the policy's source
 * @param baseline the baseline appraised against
 */
public record Appraisal(
        Verdict.Accepted verdict,
        Status status,
        TrustVector vector,
        List<Finding> findings,
        String policyId,
        Bytes policyDigest,
        PreparedBaseline baseline) {

    /** The profile of the EAT that carries a result (draft-fv-rats-ear section 3). */
    public static final String EAT_PROFILE = "tag:github.com,2023:veraison/ear";

    public Appraisal {
        findings = List.copyOf(findings);
    }

    /** {@code name@version} of the baseline. */
    public String baselineId() {
        return baseline.baseline().id();
    }

    /**
     * The result as the claims of an EAR that depend on nothing but the inputs of the appraisal; issuer, audience and times are added
     * when a token is made of it.
     */
    public ClaimValue.Group ear() {
        return group(Map.of(
                "eat_profile", text(EAT_PROFILE),
                "ear.verifier-id",
                        group(Map.of("developer", text("https://attestry.org"), "build", text(Engine.VERSION))),
                "submods", group(Map.of(baseline.baseline().tee(), submodule()))));
    }

    private ClaimValue.Group submodule() {
        return group(Map.of(
                "ear.status", text(status.wireName()),
                "ear.trustworthiness-vector", vector.tree(),
                "ear.appraisal-policy-id", text(policyId),
                "attestry.policy-digest", text(policyDigest.hex()),
                "attestry.baseline", text(baselineId()),
                "attestry.baseline-digest", text(baseline.digest().hex()),
                "attestry.findings",
                        new ClaimValue.Many(
                                findings.stream().<ClaimValue>map(Finding::tree).toList()),
                "ear.veraison.annotated-evidence", verdict.claims().root()));
    }

    /** The canonical JSON of {@link #ear}: what audit records name by digest and replay compares. */
    public Bytes encoded() {
        return CanonicalJson.octets(ear());
    }

    private static ClaimValue text(String value) {
        return new ClaimValue.Text(value);
    }

    private static ClaimValue.Group group(Map<String, ClaimValue> members) {
        return new ClaimValue.Group(new TreeMap<>(members));
    }
}
