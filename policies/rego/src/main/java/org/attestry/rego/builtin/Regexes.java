package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Regular expressions by RE2: linear in the text, whatever the pattern. */
final class Regexes {
    private static final int LONGEST = 4_096;

    private Regexes() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "regex.match",
                        "string, string -> boolean",
                        (c, a) -> Args.of(matcher(c, a[0], a[1]).find())),
                Builtin.of(
                        "re_match",
                        "string, string -> boolean",
                        (c, a) -> Args.of(matcher(c, a[0], a[1]).find())),
                Builtin.of("regex.is_valid", "any -> boolean", (c, a) -> Args.of(isValid(c, a[0]))),
                Builtin.of("regex.find_n", "string, string, number -> array[string]", (c, a) -> find(c, a)),
                Builtin.of(
                        "regex.find_all_string_submatch_n",
                        "string, string, number -> array[array[string]]",
                        (c, a) -> submatches(c, a)),
                Builtin.of("regex.replace", "string, string, string -> string", (c, a) -> replace(c, a)),
                Builtin.of("regex.split", "string, string -> array[string]", (c, a) -> split(c, a)),
                Builtin.of(
                        "regex.template_match",
                        "string, string, string, string -> boolean",
                        (c, a) -> Args.of(templated(c, a))),
                Builtin.of(
                        "regex.globs_match",
                        "string, string -> boolean",
                        (c, a) -> Args.of(GlobIntersection.intersect(c, text(a[0]), text(a[1])))));
    }

    static Pattern pattern(BuiltinContext context, String regex) {
        if (regex.length() > LONGEST) throw BuiltinFailure.of("pattern too long");
        return context.once("regex " + regex, _ -> {
            try {
                context.charge(regex.length() * 16L);
                return Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                throw BuiltinFailure.of("error parsing regexp: " + e.getMessage());
            }
        });
    }

    private static Matcher matcher(BuiltinContext context, RegoValue regex, RegoValue in) {
        var pattern = pattern(context, text(regex));
        context.charge(text(in).length() * 2L);
        return pattern.matcher(text(in));
    }

    private static boolean isValid(BuiltinContext context, RegoValue regex) {
        if (!(regex instanceof RegoString s)) return false;
        try {
            return pattern(context, s.value()) != null;
        } catch (BuiltinFailure e) {
            return false;
        }
    }

    private static RegoArray find(BuiltinContext context, RegoValue[] a) {
        var matcher = matcher(context, a[0], a[1]);
        int most = Args.index(a[2]);
        var found = Building.array(4);
        while ((most < 0 || found.size() < most) && matcher.find()) {
            context.charge(matcher.end() - matcher.start() + 1L);
            Building.append(found, Args.of(matcher.group()));
        }
        return found;
    }

    private static RegoArray submatches(BuiltinContext context, RegoValue[] a) {
        var matcher = matcher(context, a[0], a[1]);
        int most = Args.index(a[2]);
        var found = Building.array(4);
        while ((most < 0 || found.size() < most) && matcher.find()) {
            context.charge(matcher.groupCount() + 1L);
            var groups = Building.array(matcher.groupCount() + 1);
            for (int i = 0; i <= matcher.groupCount(); i++) {
                var group = matcher.group(i);
                Building.append(groups, Args.of(group == null ? "" : group));
            }
            Building.append(found, groups);
        }
        return found;
    }

    private static RegoString replace(BuiltinContext context, RegoValue[] a) {
        var in = text(a[0]);
        var matcher = matcher(context, a[1], a[0]);
        var out = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            context.charge(text(a[2]).length() + 1L);
            out.append(in, end, matcher.start());
            expand(text(a[2]), matcher, out);
            end = matcher.end();
        }
        return Args.of(out.append(in.substring(end)).toString());
    }

    /** Go's template: {@code $1}, {@code ${1}}, {@code $name}, {@code $$}. */
    private static void expand(String template, Matcher matcher, StringBuilder out) {
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$' || i + 1 >= template.length()) {
                out.append(c);
                i++;
                continue;
            }
            if (template.charAt(i + 1) == '$') {
                out.append('$');
                i += 2;
                continue;
            }
            boolean braced = template.charAt(i + 1) == '{';
            int start = braced ? i + 2 : i + 1;
            int end = start;
            while (end < template.length() && isWord(template.charAt(end))) end++;
            if (start == end || (braced && (end >= template.length() || template.charAt(end) != '}'))) {
                out.append('$');
                i++;
                continue;
            }
            out.append(group(template.substring(start, end), matcher));
            i = braced ? end + 1 : end;
        }
    }

    private static boolean isWord(char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String group(String name, Matcher matcher) {
        try {
            boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9');
            if (number && (name.length() > 6 || Integer.parseInt(name) > matcher.groupCount())) return "";
            var group = number ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
            return group == null ? "" : group;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static RegoArray split(BuiltinContext context, RegoValue[] a) {
        var in = text(a[1]);
        var matcher = matcher(context, a[0], a[1]);
        var parts = Building.array(4);
        int begin = 0;
        int end = 0;
        while (matcher.find()) {
            context.charge(1);
            end = matcher.start();
            if (matcher.end() != 0) Building.append(parts, Args.of(in.substring(begin, end)));
            begin = matcher.end();
        }
        if (end != in.length() || parts.size() == 0) Building.append(parts, Args.of(in.substring(begin)));
        return parts;
    }

    /** Literal text with regular expressions between two delimiters, anchored at both ends. */
    private static boolean templated(BuiltinContext context, RegoValue[] a) {
        var template = text(a[0]);
        var open = text(a[2]);
        var close = text(a[3]);
        if (open.length() != 1 || close.length() != 1)
            throw BuiltinFailure.of("template_match: delimiters must be one character long");
        var regex = new StringBuilder("^");
        int at = 0;
        for (int start = template.indexOf(open); start >= 0; start = template.indexOf(open, at)) {
            regex.append(Pattern.quote(template.substring(at, start)));
            int end = closing(template, start, open.charAt(0), close.charAt(0));
            regex.append('(').append(template, start + 1, end).append(')');
            at = end + 1;
        }
        regex.append(Pattern.quote(template.substring(at))).append('$');
        context.charge(text(a[1]).length());
        return pattern(context, regex.toString()).matcher(text(a[1])).find();
    }

    private static int closing(String template, int start, char open, char close) {
        int depth = 0;
        for (int i = start; i < template.length(); i++) {
            if (template.charAt(i) == open) depth++;
            else if (template.charAt(i) == close && --depth == 0) return i;
        }
        throw BuiltinFailure.of("template_match: unbalanced delimiters in " + template);
    }
}
