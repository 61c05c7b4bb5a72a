package org.attestry.rego.builtin;

import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** JSON text as Go's encoder writes it: {@code <}, {@code >}, {@code &} and the line separators are escaped. */
final class GoJson {
    private final StringBuilder out = new StringBuilder();
    private final String prefix;
    private final String indent;
    private final boolean pretty;

    private GoJson(String prefix, String indent, boolean pretty) {
        this.prefix = prefix;
        this.indent = indent;
        this.pretty = pretty;
    }

    static String marshal(RegoValue value) {
        var json = new GoJson("", "", false);
        json.write(value, 0);
        return json.out.toString();
    }

    /** Options: {@code pretty}, {@code prefix}, {@code indent}; the latter two imply the first unless it says no. */
    static String marshal(RegoValue value, RegoObject options) {
        for (var key : options.keys()) {
            if (!(key instanceof RegoString s)
                    || !(s.value().equals("pretty")
                            || s.value().equals("prefix")
                            || s.value().equals("indent"))) {
                throw BuiltinFailure.type("json.marshal_with_options: operand 2: object contained unknown key " + key);
            }
        }
        var prettyOption = options.get("pretty");
        if (prettyOption != null && !(prettyOption instanceof RegoBoolean))
            throw BuiltinFailure.type("json.marshal_with_options: key pretty failed cast to bool");
        boolean pretty = prettyOption == null
                ? options.has(RegoString.of("prefix")) || options.has(RegoString.of("indent"))
                : !prettyOption.isFalse();
        var prefix = option(options, "prefix", "");
        var json = new GoJson(prefix, option(options, "indent", "\t"), pretty);
        if (pretty) json.out.append(prefix);
        json.write(value, 0);
        return json.out.toString();
    }

    private static String option(RegoObject options, String key, String otherwise) {
        return switch (options.get(key)) {
            case null -> otherwise;
            case RegoString s -> s.value();
            case RegoNull _, RegoBoolean _, RegoNumber _, RegoArray _, RegoObject _, RegoSet _ ->
                throw BuiltinFailure.type("json.marshal_with_options: key " + key + " failed cast to string");
        };
    }

    private void write(RegoValue value, int depth) {
        switch (value) {
            case RegoNull _, RegoBoolean _, RegoNumber _ -> out.append(JsonWriter.write(value));
            case RegoString s -> quote(s.value());
            case RegoArray array -> items(array, array.size(), depth);
            case RegoSet set -> items(set, set.size(), depth);
            case RegoObject object -> entries(object, depth);
        }
    }

    private void items(Iterable<RegoValue> items, int size, int depth) {
        out.append('[');
        int left = size;
        for (var item : items) {
            line(depth + 1);
            write(item, depth + 1);
            if (--left > 0) out.append(',');
        }
        if (size > 0) line(depth);
        out.append(']');
    }

    private void entries(RegoObject object, int depth) {
        out.append('{');
        int left = object.size();
        for (var entry : byText(object).entrySet()) {
            line(depth + 1);
            quote(entry.getKey().value());
            out.append(pretty ? ": " : ":");
            write(entry.getValue(), depth + 1);
            if (--left > 0) out.append(',');
        }
        if (object.size() > 0) line(depth);
        out.append('}');
    }

    /** A map of Go has keys of text: {@code 10} comes before {@code 2}. */
    static SortedMap<RegoString, RegoValue> byText(RegoObject object) {
        var sorted = new TreeMap<RegoString, RegoValue>();
        object.forEach((key, value) -> sorted.put(key instanceof RegoString s ? s : Args.of(marshal(key)), value));
        return sorted;
    }

    private void line(int depth) {
        if (pretty) out.append('\n').append(prefix).append(indent.repeat(depth));
    }

    private void quote(String text) {
        out.append(JsonWriter.quote(text)
                .replace("\\u0008", "\\b")
                .replace("\\u000c", "\\f")
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029"));
    }
}
