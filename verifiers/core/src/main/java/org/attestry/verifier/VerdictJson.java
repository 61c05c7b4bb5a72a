package org.attestry.verifier;

import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;

/**
 * A verdict as JSON: whole, as it is printed, and what of it is kept.
 *
 * <p>{@code {"outcome", "passed", "waived", "claims"}}, {@code {"outcome", "check", "reason", "detail"}} or {@code {"outcome",
 * "reason", "detail", "unauthenticated"}}.
 */
public final class VerdictJson {
    private VerdictJson() {}

    /** The verdict as a tree, for whoever embeds it in a larger text. */
    public static ClaimValue.Group tree(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> {
                var members = checks(accepted);
                members.put("claims", accepted.claims().root());
                yield group(members);
            }
            case Verdict.Refused refused ->
                group(Map.of(
                        "outcome", text(refused.outcome().wireName()),
                        "check", text(refused.check().wireName()),
                        "reason", text(refused.reason().wireName()),
                        "detail", text(refused.detail())));
            case Verdict.Inconclusive inconclusive ->
                group(Map.of(
                        "outcome", text(inconclusive.outcome().wireName()),
                        "reason", text(inconclusive.reason().wireName()),
                        "detail", text(inconclusive.detail()),
                        "unauthenticated", inconclusive.unauthenticated().root()));
        };
    }

    /**
     * What audit records name by digest and replay compares, octet by octet: of an acceptance all but the claims, which stand in the
     * result that is made of it.
     */
    public static Bytes kept(Verdict verdict) {
        return CanonicalJson.octets(
                verdict instanceof Verdict.Accepted accepted ? group(checks(accepted)) : tree(verdict));
    }

    private static Map<String, ClaimValue> checks(Verdict.Accepted accepted) {
        var waived = new TreeMap<String, ClaimValue>();
        accepted.waived().forEach((check, missing) -> waived.put(check.wireName(), text(missing)));
        var passed = accepted.passed().stream().map(check -> text(check.wireName()));
        return new TreeMap<>(Map.of(
                "outcome", text(accepted.outcome().wireName()),
                "passed", new ClaimValue.Many(passed.toList()),
                "waived", new ClaimValue.Group(waived)));
    }

    private static ClaimValue text(String value) {
        return new ClaimValue.Text(value);
    }

    private static ClaimValue.Group group(Map<String, ClaimValue> members) {
        return new ClaimValue.Group(new TreeMap<>(members));
    }
}
