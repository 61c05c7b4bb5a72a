package org.attestry.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON (RFC 8259) strictly: what two parsers could read differently is refused.
 *
 * <p>Refused are duplicate keys, a byte order mark, invalid UTF-8, lone surrogates, control characters in strings,
 * anything after the value, and nesting beyond the depth given. Numbers are exact.
 */
public final class JsonReader {
    /** The nesting depth that {@link #read(byte[])} allows. */
    public static final int DEFAULT_DEPTH = 512;

    private final byte[] in;
    private final int maxDepth;
    private final boolean lastWins;
    private int at;
    private char[] buffer = new char[128];

    private JsonReader(byte[] in, int maxDepth, boolean lastWins) {
        this.in = in;
        this.maxDepth = maxDepth;
        this.lastWins = lastWins;
    }

    /**
     * Reads one value from UTF-8.
     *
     * @throws JsonException where the text is not exactly one JSON value
     */
    public static RegoValue read(byte[] utf8) {
        return read(utf8, DEFAULT_DEPTH);
    }

    /**
     * Reads one value from text.
     *
     * @throws JsonException where the text is not exactly one JSON value
     */
    public static RegoValue read(String text) {
        int at = loneSurrogate(text);
        if (at >= 0) throw new JsonException("lone surrogate", at);
        return read(text.getBytes(StandardCharsets.UTF_8), DEFAULT_DEPTH);
    }

    /** Where the first surrogate without its partner stands, or -1. */
    private static int loneSurrogate(String text) {
        int i = 0;
        while (i < text.length()) {
            int point = text.codePointAt(i);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) return i;
            i += Character.charCount(point);
        }
        return -1;
    }

    /**
     * Reads one value with a depth limit of its own.
     *
     * @throws JsonException where the text is not exactly one JSON value or nested deeper than {@code maxDepth}
     */
    public static RegoValue read(byte[] utf8, int maxDepth) {
        return new JsonReader(utf8, maxDepth, false).whole();
    }

    /**
     * Reads one value as OPA's builtins do: of several entries with one key the last counts, and half of a surrogate
     * pair is U+FFFD.
     *
     * @throws JsonException where the text is not exactly one JSON value
     */
    public static RegoValue readLastWins(byte[] utf8) {
        return new JsonReader(utf8, DEFAULT_DEPTH, true).whole();
    }

    private RegoValue whole() {
        space();
        var value = value(0);
        space();
        if (at < in.length) throw refuse("trailing input");
        return value;
    }

    private RegoValue value(int depth) {
        if (at >= in.length) throw refuse("unexpected end");
        return switch (in[at]) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> RegoString.of(string());
            case 't' -> literal("true", RegoBoolean.TRUE);
            case 'f' -> literal("false", RegoBoolean.FALSE);
            case 'n' -> literal("null", RegoNull.NULL);
            default -> number();
        };
    }

    private RegoValue object(int depth) {
        if (depth >= maxDepth) throw refuse("nested too deep");
        at++;
        var object = new RegoObject(6);
        space();
        if (take('}')) return object;
        do {
            space();
            if (at >= in.length || in[at] != '"') throw refuse("expected a key");
            int start = at;
            var key = key();
            space();
            expect(':');
            space();
            if (!object.put(key, value(depth + 1)) && !lastWins) {
                at = start;
                throw refuse("duplicate key");
            }
            space();
        } while (take(','));
        expect('}');
        return object;
    }

    private RegoValue array(int depth) {
        if (depth >= maxDepth) throw refuse("nested too deep");
        at++;
        var array = RegoArray.building(4);
        space();
        if (take(']')) return array;
        do {
            space();
            array.append(value(depth + 1));
            space();
        } while (take(','));
        expect(']');
        return array;
    }

    private RegoValue literal(String word, RegoValue value) {
        for (int i = 0; i < word.length(); i++, at++) {
            if (at >= in.length || in[at] != word.charAt(i)) throw refuse("unexpected character");
        }
        return value;
    }

    private RegoValue number() {
        int start = at;
        take('-');
        if (at >= in.length) throw refuse("unexpected end");
        if (!take('0')) digits();
        boolean whole = true;
        if (take('.')) {
            digits();
            whole = false;
        }
        if (at < in.length && (in[at] | 0x20) == 'e') {
            at++;
            if (!take('+')) take('-');
            digits();
            whole = false;
        }
        return whole && at - start < 19 ? RegoNumber.of(small(start)) : decimal(start);
    }

    private long small(int start) {
        boolean negative = in[start] == '-';
        long n = 0;
        for (int i = negative ? start + 1 : start; i < at; i++) n = n * 10 + (in[i] - '0');
        return negative ? -n : n;
    }

    private RegoNumber decimal(int start) {
        try {
            return RegoNumber.parse(new String(in, start, at - start, StandardCharsets.ISO_8859_1));
        } catch (ArithmeticException | NumberFormatException e) {
            at = start;
            throw refuse("number out of range");
        }
    }

    private void digits() {
        int start = at;
        while (at < in.length && in[at] >= '0' && in[at] <= '9') at++;
        if (at == start) throw refuse("unexpected character");
    }

    private RegoString key() {
        int end = at + 1;
        int hash = 0;
        for (; end < in.length && in[end] != '"'; end++) hash = 31 * hash + in[end];
        var known = Names.find(in, at + 1, end, hash);
        if (known == null || end == in.length) return RegoString.of(string());
        at = end + 1;
        return known;
    }

    private String string() {
        int start = ++at;
        at = PlainText.end(in, start);
        return at < in.length && in[at] == '"'
                ? new String(in, start, at++ - start, StandardCharsets.ISO_8859_1)
                : decoded(start);
    }

    /** The slow way: escapes or bytes beyond ASCII; {@code start} to {@code at} is known to be plain. */
    private String decoded(int start) {
        int n = at - start;
        reserve(n);
        for (int i = 0; i < n; i++) buffer[i] = (char) in[start + i];
        while (at < in.length) {
            int b = in[at++];
            if (b == '"') return new String(buffer, 0, n);
            reserve(n + 2);
            if (b == '\\') n = escape(n);
            else if (b >= 0x20) buffer[n++] = (char) b;
            else if (b >= 0) throw refuse("control character");
            else n = multibyte(b & 0xff, n);
        }
        throw refuse("unterminated string");
    }

    private int escape(int n) {
        if (at >= in.length) throw refuse("unexpected end");
        char plain = switch (in[at++]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw refuse("unknown escape");
        };
        if (Character.isLowSurrogate(plain)) return lone(n);
        buffer[n] = plain;
        if (!Character.isHighSurrogate(plain)) return n + 1;
        if (at + 1 >= in.length || in[at] != '\\' || in[at + 1] != 'u') return lone(n);
        int before = at;
        at += 2;
        char low = hex();
        if (!Character.isLowSurrogate(low)) {
            at = before;
            return lone(n);
        }
        buffer[n + 1] = low;
        return n + 2;
    }

    /** Half of a character is refused, but OPA's builtins read the replacement character. */
    private int lone(int n) {
        if (!lastWins) throw refuse("lone surrogate");
        buffer[n] = '\ufffd';
        return n + 1;
    }

    private char hex() {
        if (at + 4 > in.length) throw refuse("unexpected end");
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(in[at++], 16);
            if (digit < 0) throw refuse("unknown escape");
            value = value << 4 | digit;
        }
        return (char) value;
    }

    private int multibyte(int first, int n) {
        int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
        if (first < 0xc2 || first > 0xf4 || at + more > in.length) throw refuse("invalid UTF-8");
        int point = first & (0x3f >> more);
        for (int i = 0; i < more; i++) {
            int next = in[at++] & 0xff;
            if ((next & 0xc0) != 0x80) throw refuse("invalid UTF-8");
            point = point << 6 | (next & 0x3f);
        }
        boolean overlong = point < (more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80);
        if (overlong || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw refuse("invalid UTF-8");
        return n + Character.toChars(point, buffer, n);
    }

    private void reserve(int length) {
        if (length > buffer.length) buffer = Arrays.copyOf(buffer, Math.max(length, buffer.length * 2));
    }

    private void space() {
        while (at < in.length && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) at++;
    }

    private boolean take(char c) {
        if (at >= in.length || in[at] != c) return false;
        at++;
        return true;
    }

    private void expect(char c) {
        if (!take(c)) throw refuse("expected '" + c + "'");
    }

    private JsonException refuse(String reason) {
        return new JsonException(reason, at);
    }
}
