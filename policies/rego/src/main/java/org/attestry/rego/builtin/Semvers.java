package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Semantic versions (semver.org 2.0.0) with three numbers, no leading v. */
final class Semvers {
    private static final Pattern FORM = Pattern.compile(
            "(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?");
    private static final int LONGEST = 256;

    private Semvers() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "semver.is_valid",
                        "any -> boolean",
                        (c, a) -> Args.of(a[0] instanceof RegoString s && parse(s.value()) != null)),
                Builtin.of("semver.compare", "string, string -> number", (c, a) -> compare(a)));
    }

    private record Version(
            List<BigInteger> numbers, @Nullable String pre) {}

    private static @Nullable Version parse(String text) {
        if (text.length() > LONGEST) return null;
        var match = FORM.matcher(text);
        if (!match.matches()) return null;
        var pre = match.group(4);
        if (pre != null && !isWellFormed(pre, true)) return null;
        if (match.group(5) != null && !isWellFormed(match.group(5), false)) return null;
        return new Version(
                List.of(new BigInteger(match.group(1)), new BigInteger(match.group(2)), new BigInteger(match.group(3))),
                pre);
    }

    private static boolean isWellFormed(String identifiers, boolean strict) {
        for (var identifier : identifiers.split("\\.", -1)) {
            if (identifier.isEmpty() || (strict && identifier.matches("0[0-9]+"))) return false;
        }
        return true;
    }

    private static RegoValue compare(RegoValue[] a) {
        var left = need(text(a[0]), 1);
        var right = need(text(a[1]), 2);
        for (int i = 0; i < 3; i++) {
            int order = left.numbers.get(i).compareTo(right.numbers.get(i));
            if (order != 0) return Args.of(Integer.signum(order));
        }
        return Args.of(Integer.signum(comparePre(left.pre, right.pre)));
    }

    private static Version need(String text, int operand) {
        var version = parse(text);
        if (version == null)
            throw BuiltinFailure.of(
                    "semver.compare: operand " + operand + ": string \"" + text + "\" is not a valid SemVer");
        return version;
    }

    private static int comparePre(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1;
        var x = a.split("\\.", -1);
        var y = b.split("\\.", -1);
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            int order = compareIdentifier(x[i], y[i]);
            if (order != 0) return order;
        }
        return Integer.compare(x.length, y.length);
    }

    private static int compareIdentifier(String a, String b) {
        boolean left = a.chars().allMatch(Character::isDigit);
        boolean right = b.chars().allMatch(Character::isDigit);
        if (left && right) return new BigInteger(a).compareTo(new BigInteger(b));
        if (left != right) return left ? -1 : 1;
        return a.compareTo(b);
    }
}
