package org.attestry.cli.verify;

import java.util.List;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Palette;
import org.attestry.cli.output.TextTable;
import org.attestry.verifier.Check;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Verdict;

/** A verdict for people: the outcome first, then what was checked, then what the evidence says. */
final class VerdictText {
    private final Palette palette;
    private final String binding;

    /** Texts on evidence whose binding was given by {@code binding}: what to change where it is another. */
    VerdictText(Palette palette, String binding) {
        this.palette = palette;
        this.binding = binding;
    }

    String of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> accepted(accepted);
            case Verdict.Refused refused -> refused(refused);
            case Verdict.Inconclusive inconclusive -> inconclusive(inconclusive);
        };
    }

    private String accepted(Verdict.Accepted accepted) {
        var checks = TextTable.bare();
        accepted.passed().forEach(check -> checks.row(List.of("  " + check.wireName(), "passed")));
        accepted.waived()
                .forEach((check, missing) -> checks.row(List.of("  " + check.wireName(), "not checked: " + missing)));
        if (!accepted.fresh()) checks.row(List.of("  freshness", "not checked: no --nonce was given"));
        return palette.good(accepted.outcome().wireName()) + "\n" + checks + claims("claims", accepted.claims());
    }

    private String refused(Verdict.Refused refused) {
        var why = TextTable.bare()
                .row(List.of("  check", refused.check().wireName()))
                .row(List.of("  reason", refused.reason().wireName()))
                .row(List.of("  detail", refused.detail()));
        if (refused.check() == Check.FRESHNESS) why.row(List.of("  hint", binding));
        return palette.bad("refused: " + refused.outcome().wireName()) + "\n" + why;
    }

    private String inconclusive(Verdict.Inconclusive inconclusive) {
        var why = TextTable.bare()
                .row(List.of("  reason", inconclusive.reason().wireName()))
                .row(List.of("  detail", inconclusive.detail()));
        return palette.doubtful("inconclusive: " + inconclusive.outcome().wireName()) + "\n" + why
                + claims("what the bytes say, vouched for by nobody", inconclusive.unauthenticated());
    }

    private static String claims(String heading, Claims claims) {
        if (claims.root().members().isEmpty()) return "";
        var fields = TextTable.fields(Json.of(claims.root()));
        return "\n" + heading + "\n" + fields.indent(2).stripTrailing();
    }
}
