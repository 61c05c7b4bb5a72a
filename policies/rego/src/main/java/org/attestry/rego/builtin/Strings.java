package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;
import static org.attestry.rego.builtin.Args.texts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Strings; positions count code points. */
final class Strings {
    private static final String SPACE =
            " \t\n\u000b\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a";

    private Strings() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of(
                        "concat",
                        "string, array[string]|set[string] -> string",
                        (c, a) -> concat(c, text(a[0]), texts(a[1]))),
                Builtin.of(
                        "contains",
                        "string, string -> boolean",
                        (c, a) -> Args.of(text(a[0]).contains(text(a[1])))),
                Builtin.of(
                        "startswith",
                        "string, string -> boolean",
                        (c, a) -> Args.of(text(a[0]).startsWith(text(a[1])))),
                Builtin.of(
                        "endswith",
                        "string, string -> boolean",
                        (c, a) -> Args.of(text(a[0]).endsWith(text(a[1])))),
                Builtin.of("indexof", "string, string -> number", (c, a) -> indexOf(text(a[0]), text(a[1]))),
                Builtin.of(
                        "indexof_n",
                        "string, string -> array[number]",
                        (c, a) -> indexOfAll(c, text(a[0]), text(a[1]))),
                Builtin.of("lower", "string -> string", (c, a) -> mapped(text(a[0]), Character::toLowerCase)),
                Builtin.of("upper", "string -> string", (c, a) -> mapped(text(a[0]), Character::toUpperCase)),
                Builtin.of(
                        "replace",
                        "string, string, string -> string",
                        (c, a) -> replace(c, text(a[0]), text(a[1]), text(a[2]))),
                Builtin.of(
                        "strings.replace_n",
                        "object[string], string -> string",
                        (c, a) -> replaceAll(c, Args.object(a[0]), text(a[1]))),
                Builtin.of("split", "string, string -> array[string]", (c, a) -> split(c, text(a[0]), text(a[1]))),
                Builtin.of(
                        "sprintf",
                        "string, array -> string",
                        (c, a) -> Formats.sprintf(c, text(a[0]), Args.array(a[1]))),
                Builtin.of(
                        "substring", "string, number, number -> string", (c, a) -> substring(text(a[0]), a[1], a[2])),
                Builtin.of(
                        "trim",
                        "string, string -> string",
                        (c, a) -> Args.of(trim(text(a[0]), text(a[1]), true, true))),
                Builtin.of(
                        "trim_left",
                        "string, string -> string",
                        (c, a) -> Args.of(trim(text(a[0]), text(a[1]), true, false))),
                Builtin.of(
                        "trim_right",
                        "string, string -> string",
                        (c, a) -> Args.of(trim(text(a[0]), text(a[1]), false, true))),
                Builtin.of("trim_space", "string -> string", (c, a) -> Args.of(trim(text(a[0]), SPACE, true, true))),
                Builtin.of(
                        "trim_prefix",
                        "string, string -> string",
                        (c, a) -> Args.of(withoutPrefix(text(a[0]), text(a[1])))),
                Builtin.of(
                        "trim_suffix",
                        "string, string -> string",
                        (c, a) -> Args.of(withoutSuffix(text(a[0]), text(a[1])))),
                Builtin.of(
                        "strings.reverse",
                        "string -> string",
                        (c, a) ->
                                Args.of(new StringBuilder(text(a[0])).reverse().toString())),
                Builtin.of(
                        "strings.any_prefix_match",
                        "string|array[string]|set[string], string|array[string]|set[string] -> boolean",
                        (c, a) -> any(c, a[0], a[1], true)),
                Builtin.of(
                        "strings.any_suffix_match",
                        "string|array[string]|set[string], string|array[string]|set[string] -> boolean",
                        (c, a) -> any(c, a[0], a[1], false)),
                Builtin.of("strings.count", "string, string -> number", (c, a) -> count(text(a[0]), text(a[1]))),
                Builtin.of(
                        "strings.render_template",
                        "string, object -> string",
                        (c, a) -> Args.of(Templates.render(c, text(a[0]), Args.object(a[1])))),
                Builtin.of("format_int", "number, number -> string", (c, a) -> formatInt(a[0], a[1])),
                Builtin.of("internal.template_string", "array -> string", (c, a) -> template(c, Args.array(a[0]))));
    }

    /** Letter by letter, as in Go: no letter becomes two, and none looks at its neighbours. */
    private static RegoString mapped(String text, IntUnaryOperator letter) {
        var out = new StringBuilder(text.length());
        text.codePoints().map(letter).forEach(out::appendCodePoint);
        return Args.of(out.toString());
    }

    private static RegoString concat(BuiltinContext context, String glue, List<String> parts) {
        long size = 0;
        for (var part : parts) size += part.length() + glue.length();
        context.charge(size);
        return Args.of(String.join(glue, parts));
    }

    private static RegoNumber indexOf(String in, String what) {
        if (what.isEmpty()) throw BuiltinFailure.of("indexof: empty search character");
        int at = in.indexOf(what);
        return RegoNumber.of(at < 0 ? -1 : in.codePointCount(0, at));
    }

    private static RegoArray indexOfAll(BuiltinContext context, String in, String what) {
        if (what.isEmpty()) throw BuiltinFailure.of("indexof_n: empty search character");
        context.charge(in.length());
        var found = Building.array(4);
        int points = 0;
        for (int i = 0; i + what.length() <= in.length(); i += Character.charCount(in.codePointAt(i)), points++) {
            if (in.startsWith(what, i)) Building.append(found, RegoNumber.of(points));
        }
        return found;
    }

    private static RegoString replace(BuiltinContext context, String in, String old, String with) {
        context.charge(
                old.isEmpty()
                        ? (long) in.length() * (with.length() + 1)
                        : in.length() + (long) (in.length() / old.length()) * with.length());
        return Args.of(in.replace(old, with));
    }

    /**
     * All patterns at once, from left to right; where several match, the first in key order wins. The empty one is the
     * very first and matches once at each position that is come to.
     */
    private static RegoString replaceAll(BuiltinContext context, RegoObject patterns, String in) {
        var everywhere = patterns.get(Args.of(""));
        var out = new StringBuilder();
        int i = 0;
        while (i <= in.length()) {
            context.charge(patterns.size());
            if (everywhere != null) out.append(text(everywhere));
            int step = 0;
            for (int k = 0; k < patterns.size() && step == 0; k++) {
                var old = text(patterns.sortedKey(k));
                if (old.isEmpty() || !in.startsWith(old, i)) continue;
                var with = text(patterns.sortedValue(k));
                context.charge(with.length());
                out.append(with);
                step = old.length();
            }
            if (step == 0 && i < in.length()) out.append(in.charAt(i));
            i += Math.max(step, 1);
        }
        return Args.of(out.toString());
    }

    private static RegoArray split(BuiltinContext context, String in, String by) {
        context.charge(in.length());
        var parts = Building.array(8);
        if (by.isEmpty()) {
            in.codePoints().forEach(point -> Building.append(parts, Args.of(Character.toString(point))));
            return parts;
        }
        int start = 0;
        for (int at = in.indexOf(by); at >= 0; at = in.indexOf(by, start)) {
            Building.append(parts, Args.of(in.substring(start, at)));
            start = at + by.length();
        }
        Building.append(parts, Args.of(in.substring(start)));
        return parts;
    }

    private static RegoString substring(String in, RegoValue from, RegoValue length) {
        int size = in.codePointCount(0, in.length());
        int start = Args.index(from);
        int wanted = Args.index(length);
        if (start < 0) throw BuiltinFailure.of("substring: negative offset");
        if (start >= size) return Args.of("");
        int begin = in.offsetByCodePoints(0, start);
        boolean rest = wanted < 0 || wanted > size - start;
        return Args.of(rest ? in.substring(begin) : in.substring(begin, in.offsetByCodePoints(begin, wanted)));
    }

    static String trim(String in, String cut, boolean left, boolean right) {
        int start = 0;
        int end = in.length();
        while (left && start < end && cut.indexOf(in.codePointAt(start)) >= 0)
            start += Character.charCount(in.codePointAt(start));
        while (right && end > start && cut.indexOf(in.codePointBefore(end)) >= 0)
            end -= Character.charCount(in.codePointBefore(end));
        return in.substring(start, end);
    }

    private static String withoutPrefix(String in, String prefix) {
        return in.startsWith(prefix) ? in.substring(prefix.length()) : in;
    }

    private static String withoutSuffix(String in, String suffix) {
        return in.endsWith(suffix) ? in.substring(0, in.length() - suffix.length()) : in;
    }

    private static RegoValue any(BuiltinContext context, RegoValue subjects, RegoValue affixes, boolean prefix) {
        var texts = listed(subjects);
        var ends = listed(affixes);
        context.charge((long) texts.size() * ends.size());
        for (var subject : texts) {
            for (var end : ends) if (prefix ? subject.startsWith(end) : subject.endsWith(end)) return Args.of(true);
        }
        return Args.of(false);
    }

    private static List<String> listed(RegoValue value) {
        return value instanceof RegoString s ? List.of(s.value()) : texts(value);
    }

    private static RegoNumber count(String in, String what) {
        if (what.isEmpty()) return RegoNumber.of(in.codePointCount(0, in.length()) + 1L);
        int count = 0;
        for (int at = in.indexOf(what); at >= 0; at = in.indexOf(what, at + what.length())) count++;
        return RegoNumber.of(count);
    }

    private static RegoString formatInt(RegoValue value, RegoValue base) {
        var radix = Args.number(base);
        if (!radix.isSmall() || !List.of(2L, 8L, 10L, 16L).contains(radix.smallValue())) {
            throw BuiltinFailure.type("format_int: operand 2 must be one of {2, 8, 10, 16}");
        }
        BigDecimal number = BinaryFloat.round(Numbers.decimal(value));
        return Args.of(number.setScale(0, RoundingMode.DOWN).toBigInteger().toString(radix.intValue()));
    }

    private static RegoString template(BuiltinContext context, RegoArray parts) {
        var out = new ArrayList<String>();
        for (var part : parts) {
            var text = shown(part);
            context.charge(text.length());
            out.add(text);
        }
        return Args.of(String.join("", out));
    }

    private static String shown(RegoValue part) {
        if (!(part instanceof RegoSet set)) return plain(part);
        if (set.size() == 0) return "<undefined>";
        if (set.size() > 1) throw BuiltinFailure.conflict("template-strings must not produce multiple outputs");
        return plain(set.sorted(0));
    }

    private static String plain(RegoValue value) {
        return value instanceof RegoString s ? s.value() : value.toString();
    }
}
