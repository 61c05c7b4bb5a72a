package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
                throw BuiltinFailure.of("error parsing regexp: " + e.getDescription() + ": `" + e.getPattern() + "`");
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

    /** Go's matches from left to right: none is empty right behind the one before. */
    private static void each(Matcher matcher, String in, int most, Consumer<Matcher> taker) {
        int at = 0;
        int last = -1;
        int taken = 0;
        while ((most < 0 || taken < most) && at <= in.length() && matcher.find(at)) {
            boolean empty = matcher.end() == at;
            boolean taking = !empty || matcher.start() != last;
            int width = at < in.length() ? Character.charCount(in.codePointAt(at)) : 1;
            at = empty ? at + width : matcher.end();
            last = matcher.end();
            if (!taking) continue;
            taker.accept(matcher);
            taken++;
        }
    }

    private static RegoArray find(BuiltinContext context, RegoValue[] a) {
        int most = Args.index(a[2]);
        var found = Building.array(4);
        each(matcher(context, a[0], a[1]), text(a[1]), most, match -> {
            context.charge(match.end() - match.start() + 1L);
            Building.append(found, Args.of(match.group()));
        });
        return found;
    }

    private static RegoArray submatches(BuiltinContext context, RegoValue[] a) {
        int most = Args.index(a[2]);
        var found = Building.array(4);
        each(matcher(context, a[0], a[1]), text(a[1]), most, match -> {
            context.charge(match.groupCount() + 1L);
            var groups = Building.array(match.groupCount() + 1);
            for (int i = 0; i <= match.groupCount(); i++) {
                var group = match.group(i);
                Building.append(groups, Args.of(group == null ? "" : group));
            }
            Building.append(found, groups);
        });
        return found;
    }

    private static RegoString replace(BuiltinContext context, RegoValue[] a) {
        var in = text(a[0]);
        var out = new StringBuilder();
        var end = new int[1];
        each(matcher(context, a[1], a[0]), in, -1, match -> {
            context.charge(text(a[2]).length() + 1L);
            out.append(in, end[0], match.start());
            expand(text(a[2]), match, out);
            end[0] = match.end();
        });
        return Args.of(out.append(in.substring(end[0])).toString());
    }

    /** Go's template: {@code $1}, {@code ${1}}, {@code $name}, {@code $$}; a name is as long as it can be. */
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
            while (end < template.length() && isWord(template.codePointAt(end)))
                end += Character.charCount(template.codePointAt(end));
            if (start == end || (braced && (end >= template.length() || template.charAt(end) != '}'))) {
                out.append('$');
                i++;
                continue;
            }
            out.append(group(template.substring(start, end), matcher));
            i = braced ? end + 1 : end;
        }
    }

    private static boolean isWord(int point) {
        return point == '_' || Character.isLetter(point) || Character.isDigit(point);
    }

    private static String group(String name, Matcher matcher) {
        try {
            boolean number = name.matches("0|[1-9][0-9]*");
            if (number && (name.length() > 6 || Integer.parseInt(name) > matcher.groupCount())) return "";
            var group = number ? matcher.group(Integer.parseInt(name)) : matcher.group(name);
            return group == null ? "" : group;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static RegoArray split(BuiltinContext context, RegoValue[] a) {
        var in = text(a[1]);
        if (in.isEmpty() && !text(a[0]).isEmpty()) {
            pattern(context, text(a[0]));
            return RegoArray.of(Args.of(""));
        }
        var parts = Building.array(4);
        var begin = new int[1];
        var end = new int[1];
        each(matcher(context, a[0], a[1]), in, -1, match -> {
            context.charge(1);
            end[0] = match.start();
            if (match.end() != 0) Building.append(parts, Args.of(in.substring(begin[0], end[0])));
            begin[0] = match.end();
        });
        if (end[0] != in.length()) Building.append(parts, Args.of(in.substring(begin[0])));
        return parts;
    }

    /** Literal text with regular expressions between two delimiters, anchored at both ends. */
    private static boolean templated(BuiltinContext context, RegoValue[] a) {
        var template = text(a[0]);
        var open = text(a[2]);
        var close = text(a[3]);
        if (open.getBytes(StandardCharsets.UTF_8).length != 1 || close.getBytes(StandardCharsets.UTF_8).length != 1)
            throw BuiltinFailure.of("template_match: delimiters must be one character long");
        var regex = new StringBuilder("^");
        int at = 0;
        for (var range : ranges(template, open.charAt(0), close.charAt(0))) {
            var inside = template.substring(range.open + 1, range.close);
            pattern(context, "^" + inside + "$");
            regex.append(Pattern.quote(template.substring(at, range.open)))
                    .append('(')
                    .append(inside)
                    .append(')');
            at = range.close + 1;
        }
        regex.append(Pattern.quote(template.substring(at))).append('$');
        context.charge(text(a[1]).length());
        return pattern(context, regex.toString()).matcher(text(a[1])).find();
    }

    private record Range(int open, int close) {}

    /** The outermost pairs of delimiters; each that opens has to be closed, and the other way round. */
    private static List<Range> ranges(String template, char open, char close) {
        var ranges = new ArrayList<Range>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < template.length() && depth >= 0; i++) {
            if (template.charAt(i) == open) {
                if (++depth == 1) start = i;
            } else if (template.charAt(i) == close && --depth == 0) {
                ranges.add(new Range(start, i));
            }
        }
        if (depth != 0) throw BuiltinFailure.of("template_match: unbalanced delimiters in " + template);
        return ranges;
    }
}
