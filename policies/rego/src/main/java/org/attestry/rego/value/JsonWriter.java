package org.attestry.rego.value;

import java.nio.charset.StandardCharsets;

/**
 * Writes values as canonical JSON: no spaces, keys in term order, sets as arrays in term order.
 *
 * <p>A key that is no string is written as a string holding its own JSON.
 */
public final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonWriter() {}

    public static String write(RegoValue value) {
        var out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    public static byte[] bytes(RegoValue value) {
        return write(value).getBytes(StandardCharsets.UTF_8);
    }

    /** The JSON string literal for {@code text}. */
    public static String quote(String text) {
        var out = new StringBuilder(text.length() + 2);
        quote(text, out);
        return out.toString();
    }

    static void write(RegoValue value, StringBuilder out) {
        switch (value) {
            case RegoNull _, RegoBoolean _ -> out.append(value);
            case RegoNumber number when number.isSmall() -> out.append(number.smallValue());
            case RegoNumber number -> out.append(number);
            case RegoString string -> quote(string.value(), out);
            case RegoArray array -> items(array, out);
            case RegoSet set -> items(set, out);
            case RegoObject object -> entries(object, out);
        }
    }

    private static void items(Iterable<RegoValue> items, StringBuilder out) {
        out.append('[');
        boolean first = true;
        for (var item : items) {
            if (!first) out.append(',');
            first = false;
            write(item, out);
        }
        out.append(']');
    }

    private static void entries(RegoObject object, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
            if (i > 0) out.append(',');
            var key = object.sortedKey(i);
            quote(key instanceof RegoString string ? string.value() : write(key), out);
            out.append(':');
            write(object.sortedValue(i), out);
        }
        out.append('}');
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        int plain = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') continue;
            out.append(text, plain, i);
            escape(c, out);
            plain = i + 1;
        }
        out.append(text, plain, text.length()).append('"');
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }
}
