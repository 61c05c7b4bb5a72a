package org.attestry.verifier;

import java.util.Iterator;

/**
 * Writes a {@link ClaimValue} as the one JSON text that stands for it (RFC 8785 for the values that occur here: there are no
 * fractions).
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The text of {@code value}. */
    public static String write(ClaimValue value) {
        var out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, ClaimValue value) {
        switch (value) {
            case ClaimValue.Text(var text) -> quote(out, text);
            case ClaimValue.Whole(var number) -> out.append(number);
            case ClaimValue.Bool(var bool) -> out.append(bool);
            case ClaimValue.Nothing() -> out.append("null");
            case ClaimValue.Many many -> list(out, many);
            case ClaimValue.Group group -> object(out, group);
        }
    }

    private static void list(StringBuilder out, ClaimValue.Many many) {
        out.append('[');
        for (Iterator<ClaimValue> items = many.values().iterator(); items.hasNext(); ) {
            append(out, items.next());
            if (items.hasNext()) out.append(',');
        }
        out.append(']');
    }

    private static void object(StringBuilder out, ClaimValue.Group group) {
        out.append('{');
        for (var members = group.members().entrySet().iterator(); members.hasNext(); ) {
            var member = members.next();
            quote(out, member.getKey());
            out.append(':');
            append(out, member.getValue());
            if (members.hasNext()) out.append(',');
        }
        out.append('}');
    }

    /** Runs that need no escape, as nearly all text is, are appended whole. */
    private static void quote(StringBuilder out, String text) {
        out.append('"');
        int begun = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\') continue;
            out.append(text, begun, i);
            begun = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default ->
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            }
        }
        out.append(text, begun, text.length()).append('"');
    }
}
