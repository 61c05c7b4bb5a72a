package org.attestry.verifier;

import java.util.Map;
import java.util.TreeMap;

/**
 * The one JSON text of a verdict: what audit records name by digest and what replay compares, octet by octet.
 *
 * <p>{@code {"outcome", "passed", "waived", "claims"}}, {@code {"outcome", "check", "reason", "detail"}} or {@code {"outcome",
 * "reason", "detail", "unauthenticated"}}.
 */
public final class VerdictJson {
    private VerdictJson() {}

    /** The verdict as a tree, for whoever embeds it in a larger text. */
    public static ClaimValue.Group tree(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> accepted(accepted);
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

    /** The verdict as text. */
    public static String write(Verdict verdict) {
        return CanonicalJson.write(tree(verdict));
    }

    private static ClaimValue.Group accepted(Verdict.Accepted accepted) {
        var waived = new TreeMap<String, ClaimValue>();
        accepted.waived().forEach((check, missing) -> waived.put(check.wireName(), text(missing)));
        return group(Map.of(
                "outcome",
                text(accepted.outcome().wireName()),
                "passed",
                new ClaimValue.Many(accepted.passed().stream()
                        .map(check -> text(check.wireName()))
                        .toList()),
                "waived",
                new ClaimValue.Group(waived),
                "claims",
                accepted.claims().root()));
    }

    private static ClaimValue text(String value) {
        return new ClaimValue.Text(value);
    }

    private static ClaimValue.Group group(Map<String, ClaimValue> members) {
        return new ClaimValue.Group(new TreeMap<>(members));
    }
}
