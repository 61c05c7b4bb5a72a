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
                throw BuiltinFailure.type(
                        "glob.match: operand 2 must be array of runes but got array containing string");
        return String.join("", given);
    }

    /** A brace or a backslash that nothing follows does no harm, and one that closes nothing is itself. */
    private static String translate(String glob, String delimiters) {
        var one = delimiters.isEmpty() ? "." : "[^" + members(delimiters) + "]";
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
                case '[' -> i = set(glob, i + 1, out);
                case '{' -> {
                    out.append("(?:");
                    depth++;
                }
                case '}' -> {
                    out.append(depth > 0 ? ")" : "\\}");
                    depth = Math.max(0, depth - 1);
                }
                case ',' -> out.append(depth > 0 ? "|" : ",");
                case '\\' -> {
                    if (++i < glob.length()) out.append(Pattern.quote(glob.substring(i, i + 1)));
                }
                default -> out.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return out.append(")".repeat(depth)).toString();
    }

    /** A range of two characters or a list of some, never both; gives where it closes. */
    private static int set(String glob, int start, StringBuilder out) {
        int at = start;
        boolean negated = glob.startsWith("!", at);
        if (negated) at++;
        out.append(negated ? "[^" : "[");
        if (glob.startsWith("-", at + 1)) {
            if (!glob.startsWith("]", at + 3) || glob.charAt(at) > glob.charAt(at + 2))
                throw BuiltinFailure.of("glob.match: expected close range character");
            out.append(members(glob.substring(at, at + 1)))
                    .append('-')
                    .append(members(glob.substring(at + 2, at + 3)))
                    .append(']');
            return at + 3;
        }
        var list = new StringBuilder();
        while (at < glob.length() && glob.charAt(at) != ']') {
            if (glob.charAt(at) == '\\' && at + 1 < glob.length()) at++;
            list.append(glob.charAt(at++));
        }
        if (at >= glob.length() || list.isEmpty()) throw BuiltinFailure.of("glob.match: could not parse range");
        out.append(members(list.toString())).append(']');
        return at;
    }

    /** Characters as they stand in a class of a regular expression. */
    private static String members(String characters) {
        return characters.replaceAll("[\\\\^\\-\\[\\]]", "\\\\$0");
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
