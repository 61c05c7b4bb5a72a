package org.attestry.rego.value;

/** Text as a literal of Go, as strconv.Quote and its relatives write it. */
public final class GoQuote {
    private GoQuote() {}

    public static String string(String text, boolean ascii) {
        var out = new StringBuilder("\"");
        text.codePoints().forEach(point -> escape(point, '"', ascii, out));
        return out.append('"').toString();
    }

    public static String rune(int point, boolean ascii) {
        var out = new StringBuilder("'");
        escape(point, '\'', ascii, out);
        return out.append('\'').toString();
    }

    /** True for text that stands between backquotes as it is: one line, without backquotes and controls. */
    public static boolean isRaw(String text) {
        return text.codePoints()
                .allMatch(point -> point != '`' && point != 0x7f && point != 0xfeff && (point == '\t' || point >= ' '));
    }

    private static void escape(int point, char quote, boolean ascii, StringBuilder out) {
        if (point == quote || point == '\\') {
            out.append('\\').appendCodePoint(point);
        } else if (isPrintable(point) && (point < 0x80 || !ascii)) {
            out.appendCodePoint(point);
        } else {
            out.append(
                    switch (point) {
                        case 7 -> "\\a";
                        case '\b' -> "\\b";
                        case '\f' -> "\\f";
                        case '\n' -> "\\n";
                        case '\r' -> "\\r";
                        case '\t' -> "\\t";
                        case 0xb -> "\\v";
                        default ->
                            (point < ' ' || point == 0x7f ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x")
                                    .formatted(point);
                    });
        }
    }

    /** Letters, marks, numbers, punctuation, symbols and the space of ASCII. */
    public static boolean isPrintable(int point) {
        if (point == ' ') return true;
        return switch (Character.getType(point)) {
            case Character.UNASSIGNED,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
