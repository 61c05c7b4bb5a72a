package org.attestry.verifier;

import java.math.BigInteger;
import java.util.Iterator;

/**
 * Writes a {@link ClaimValue} as the one JSON text that stands for it (RFC 8785 for the values that occur here: there are no
 * fractions).
 */
public final class CanonicalJson {
    /** As many characters as most verdicts and results have. */
    private static final int USUAL = 4096;

    private CanonicalJson() {}

    /** The text of {@code value}. */
    public static String write(ClaimValue value) {
        var out = new StringBuilder(USUAL);
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, ClaimValue value) {
        switch (value) {
            case ClaimValue.Text(var text) -> quote(out, text);
            case ClaimValue.Whole(var number) -> whole(out, number);
            case ClaimValue.Bool(var bool) -> out.append(bool);
            case ClaimValue.Nothing() -> out.append("null");
            case ClaimValue.Many many -> list(out, many);
            case ClaimValue.Group group -> object(out, group);
        }
    }

    /** Nearly all fit a long, whose digits need no object. */
    private static void whole(StringBuilder out, BigInteger number) {
        if (number.bitLength() < Long.SIZE) out.append(number.longValue());
        else out.append(number);
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
        int begun = out.append('{').length();
        group.members().forEach((name, member) -> {
            if (out.length() > begun) out.append(',');
            quote(out, name);
            append(out.append(':'), member);
        });
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
