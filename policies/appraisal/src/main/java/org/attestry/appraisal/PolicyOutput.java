package org.attestry.appraisal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * What a policy gave, read strictly: anything that is not exactly a trust vector and findings counts as a failure of the policy, and a
 * failure is contraindicated.
 */
record PolicyOutput(TrustVector vector, List<Finding> findings) {
    static PolicyOutput failed(String why) {
        return new PolicyOutput(TrustVector.FAILED, List.of(Finding.policyFailed(why)));
    }

    static PolicyOutput read(RegoValue value) {
        if (!(value instanceof RegoObject output) || output.size() != 2) return failed("appraisal is no object of two");
        var vector = vector(output.get("trust_vector"));
        var findings = findings(output.get("findings"));
        if (vector.isEmpty()) return failed("trust_vector is not AR4SI claims with signed octets");
        if (findings.isEmpty()) return failed("findings is not a list of rule, claim and wanted");
        return new PolicyOutput(vector.get(), findings.get());
    }

    private static Optional<TrustVector> vector(@Nullable RegoValue value) {
        if (!(value instanceof RegoObject object) || object.size() == 0) return Optional.empty();
        var values = new EnumMap<TrustClaim, Integer>(TrustClaim.class);
        for (var key : object.keys()) {
            var claim = key instanceof RegoString name ? TrustClaim.named(name.value()) : Optional.<TrustClaim>empty();
            var tier = tier(object.get(key));
            if (claim.isEmpty() || tier.isEmpty()) return Optional.empty();
            values.put(claim.get(), tier.get());
        }
        return Optional.of(new TrustVector(values));
    }

    private static Optional<Integer> tier(@Nullable RegoValue value) {
        if (!(value instanceof RegoNumber number) || !number.isInteger() || !number.isSmall()) return Optional.empty();
        long tier = number.smallValue();
        return tier >= -128 && tier <= 127 ? Optional.of((int) tier) : Optional.empty();
    }

    private static Optional<List<Finding>> findings(@Nullable RegoValue value) {
        if (!(value instanceof RegoArray array)) return Optional.empty();
        var findings = new ArrayList<Finding>();
        for (var item : array) {
            if (!(item instanceof RegoObject object)
                    || object.size() != 3
                    || !(object.get("rule") instanceof RegoString rule)
                    || !(object.get("claim") instanceof RegoString claim)
                    || !(object.get("wanted") instanceof RegoString wanted)) return Optional.empty();
            findings.add(new Finding(rule.value(), claim.value(), wanted.value()));
        }
        return Optional.of(findings);
    }
}
