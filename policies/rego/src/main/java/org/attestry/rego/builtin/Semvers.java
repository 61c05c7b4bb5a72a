package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Semantic versions, read as leniently as OPA does: with a {@code v} in front and zeros that lead. */
final class Semvers {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,64}");
    private static final Pattern IDENTIFIERS = Pattern.compile("[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*");
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

    /** @param pre empty for none */
    private record Version(List<BigInteger> numbers, String pre) {}

    private static @Nullable Version parse(String text) {
        if (text.length() > LONGEST) return null;
        var plain = text.startsWith("v") ? text.substring(1) : text;
        var meta = plain.split("\\+", 2);
        var pre = meta[0].split("-", 2);
        if (!isWellFormed(meta) || !isWellFormed(pre)) return null;
        var numbers = new ArrayList<BigInteger>();
        for (var number : pre[0].split("\\.", -1)) {
            if (!NUMBER.matcher(number).matches()) return null;
            numbers.add(new BigInteger(number));
            if (numbers.getLast().bitLength() > 63) return null;
        }
        return numbers.size() == 3 ? new Version(numbers, pre.length < 2 ? "" : pre[1]) : null;
    }

    /** What follows a separator is identifiers or nothing. */
    private static boolean isWellFormed(String[] parts) {
        return parts.length < 2
                || parts[1].isEmpty()
                || IDENTIFIERS.matcher(parts[1]).matches();
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

    private static int comparePre(String a, String b) {
        if (a.equals(b)) return 0;
        if (a.isEmpty() || b.isEmpty()) return a.isEmpty() ? 1 : -1;
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
