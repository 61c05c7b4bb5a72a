package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import com.google.re2j.Pattern;
import java.util.List;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoValue;

/** Globs as {@code glob.match} knows them, translated to regular expressions. */
final class Globs {
    private Globs() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "glob.match",
                        "string, null|array[string], string -> boolean",
                        (c, a) -> Args.of(matches(c, a))),
                Builtin.of("glob.quote_meta", "string -> string", (c, a) -> Args.of(quote(text(a[0])))));
    }

    private static boolean matches(BuiltinContext context, RegoValue[] a) {
        var regex = translate(text(a[0]), delimiters(a[1]));
        context.charge(text(a[2]).length() * 2L);
        return Regexes.pattern(context, "(?s)^(?:" + regex + ")$")
                .matcher(text(a[2]))
                .find();
    }

    /** None given means dots; null means that nothing delimits. */
    private static String delimiters(RegoValue value) {
        if (value == RegoNull.NULL) return "";
        var given = Args.texts(value);
        if (given.isEmpty()) return ".";
        for (var one : given)
            if (one.codePointCount(0, one.length()) != 1)
                throw BuiltinFailure.of("glob.match: delimiters must be single characters");
        return String.join("", given);
    }

    private static String translate(String glob, String delimiters) {
        var one = delimiters.isEmpty()
                ? "."
                : "[^" + Pattern.quote(delimiters).replace("^", "\\^").replace("-", "\\-") + "]";
        var out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            switch (c) {
                case '*' -> {
                    boolean many = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
                    out.append(many ? ".*" : one + "*");
                    if (many) i++;
                }
                case '?' -> out.append(one);
                case '[' -> i = set(glob, i, out);
                case '{' -> {
                    out.append("(?:");
                    depth++;
                }
                case '}' -> {
                    if (depth-- == 0) throw BuiltinFailure.of("glob.match: unexpected '}'");
                    out.append(')');
                }
                case ',' -> out.append(depth > 0 ? "|" : ",");
                case '\\' -> {
                    if (++i >= glob.length()) throw BuiltinFailure.of("glob.match: trailing escape");
                    out.append(Pattern.quote(glob.substring(i, i + 1)));
                }
                default -> out.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (depth > 0) throw BuiltinFailure.of("glob.match: missing '}'");
        return out.toString();
    }

    private static int set(String glob, int open, StringBuilder out) {
        int close = glob.indexOf(']', open + 1);
        if (close < 0) throw BuiltinFailure.of("glob.match: missing ']'");
        var inside = glob.substring(open + 1, close);
        boolean negated = inside.startsWith("!");
        out.append(negated ? "[^" : "[")
                .append((negated ? inside.substring(1) : inside)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("^", "\\^"))
                .append(']');
        return close;
    }

    private static String quote(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ("*?\\[]{}".indexOf(c) >= 0) out.append('\\');
            out.append(c);
        }
        return out.toString();
    }
}
