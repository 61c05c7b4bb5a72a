package org.attestry.appraisal;

import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.verifier.ClaimValue;

/**
 * A trust vector: a value for each AR4SI claim that the policy speaks of.
 *
 * @param values signed octets by claim
 */
public record TrustVector(Map<TrustClaim, Integer> values) {
    /** The vector of a policy that gave no vector: hardware and all else contraindicated by the one value kept for failures, 99. */
    public static final TrustVector FAILED = new TrustVector(failed());

    public TrustVector {
        values =
                Collections.unmodifiableMap(values.isEmpty() ? new EnumMap<>(TrustClaim.class) : new EnumMap<>(values));
    }

    /** The worst tier in the vector; {@link Status#NONE} of an empty one. */
    public Status status() {
        return values.values().stream()
                .map(Status::ofTier)
                .reduce(Status::worseOf)
                .orElse(Status.NONE);
    }

    /** The vector as it stands in a token. */
    public ClaimValue.Group tree() {
        var members = new TreeMap<String, ClaimValue>();
        values.forEach(
                (claim, value) -> members.put(claim.wireName(), new ClaimValue.Whole(BigInteger.valueOf(value))));
        return new ClaimValue.Group(members);
    }

    private static Map<TrustClaim, Integer> failed() {
        var all = new EnumMap<TrustClaim, Integer>(TrustClaim.class);
        for (var claim : TrustClaim.values()) all.put(claim, 99);
        return all;
    }
}
