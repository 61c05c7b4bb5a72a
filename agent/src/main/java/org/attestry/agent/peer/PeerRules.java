package org.attestry.agent.peer;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.verifier.Check;
import org.attestry.verifier.ClaimValue;
import org.attestry.verifier.Verdict;

/**
 * What the other side has to be, beyond genuine.
 *
 * @param required for each path of a claim the values allowed, as texts; never empty, for nothing required would be anything allowed
 * @param mayBeWaived checks that may be missing where the configuration holds nothing to run them with
 */
public record PeerRules(SortedMap<String, Set<String>> required, Set<Check> mayBeWaived) {
    public PeerRules {
        if (required.isEmpty())
            throw new IllegalArgumentException("peer to peer mode needs at least one claim that peers must have");
        if (required.values().stream().anyMatch(values -> values.isEmpty() || values.contains(""))) {
            throw new IllegalArgumentException(
                    "a claim that peers must have needs at least one value, and no empty one");
        }
        required = Collections.unmodifiableSortedMap(new TreeMap<>(required));
        mayBeWaived = Set.copyOf(mayBeWaived);
    }

    /** Rules that name claims by path and allow no waived check. */
    public static PeerRules requiring(Map<String, Set<String>> required) {
        return new PeerRules(new TreeMap<>(required), Set.of());
    }

    /** What speaks against a genuine peer; empty where it is wanted. */
    public Optional<String> against(Verdict.Accepted verdict) {
        if (!verdict.fresh()) return Optional.of("the evidence answers no challenge");
        for (var waived : verdict.waived().keySet()) {
            if (!mayBeWaived.contains(waived)) return Optional.of("check " + waived.wireName() + " could not run");
        }
        for (var claim : required.entrySet()) {
            var value = verdict.claims().at(claim.getKey()).map(PeerRules::text).orElse("");
            if (!claim.getValue().contains(value))
                return Optional.of("claim " + claim.getKey() + " is not as required");
        }
        return Optional.empty();
    }

    /** Values that are compared; a group or list never equals a configured text. */
    private static String text(ClaimValue value) {
        return switch (value) {
            case ClaimValue.Text(var text) -> text;
            case ClaimValue.Whole(var number) -> number.toString();
            case ClaimValue.Bool(var bool) -> Boolean.toString(bool);
            case ClaimValue.Nothing() -> "";
            case ClaimValue.Many _ -> "";
            case ClaimValue.Group _ -> "";
        };
    }
}
