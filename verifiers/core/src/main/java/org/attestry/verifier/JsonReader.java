package org.attestry.verifier;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/**
 * Reads a JSON text (RFC 8259) that an endorsement or evidence carries into {@link ClaimValue}s: what {@link CanonicalJson} writes.
 *
 * <p>No name may come twice, nesting is bounded, numbers are whole, text is valid UTF-8 without lone surrogates; whatever else comes
 * is a {@link Malformed}.
 */
public final class JsonReader {
    private static final int DEEPEST = 32;
    private static final int LONGEST_NUMBER = 40;

    private final String text;
    private int position;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * The value that fills {@code json}.
     *
     * @throws Malformed if there is none, or more
     */
    public static ClaimValue read(Bytes json) {
        var reader = new JsonReader(decode(json));
        var value = reader.value(0);
        reader.skipSpace();
        if (reader.position != reader.text.length()) throw wrong("text follows the value");
        return value;
    }

    private static String decode(Bytes json) {
        return json.utf8Text().orElseThrow(() -> wrong("not UTF-8"));
    }

    private ClaimValue value(int depth) {
        if (depth > DEEPEST) throw wrong("nested too deeply");
        skipSpace();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new ClaimValue.Text(string());
            case 't' -> word("true", new ClaimValue.Bool(true));
            case 'f' -> word("false", new ClaimValue.Bool(false));
            case 'n' -> word("null", new ClaimValue.Nothing());
            default -> number();
        };
    }

    private ClaimValue object(int depth) {
        position++;
        var members = new TreeMap<String, ClaimValue>();
        skipSpace();
        if (accept('}')) return new ClaimValue.Group(members);
        do {
            skipSpace();
            var name = string();
            skipSpace();
            expect(':');
            if (members.putIfAbsent(name, value(depth + 1)) != null) throw wrong("name given twice");
            skipSpace();
        } while (accept(','));
        expect('}');
        return new ClaimValue.Group(members);
    }

    private ClaimValue array(int depth) {
        position++;
        List<ClaimValue> items = new ArrayList<>();
        skipSpace();
        if (accept(']')) return new ClaimValue.Many(items);
        do {
            items.add(value(depth + 1));
            skipSpace();
        } while (accept(','));
        expect(']');
        return new ClaimValue.Many(items);
    }

    private String string() {
        expect('"');
        var out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < 0x20) throw wrong("control character in a string");
            out.append(c == '\\' ? escaped() : c);
        }
        var string = out.toString();
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(string)) throw wrong("lone surrogate");
        return string;
    }

    private char escaped() {
        return switch (next()) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("unknown escape");
        };
    }

    private char unicode() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) throw wrong("not four hexadecimal digits");
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private ClaimValue number() {
        int from = position;
        boolean negative = accept('-');
        int digits = position;
        while (position < text.length() && peek() >= '0' && peek() <= '9') position++;
        int count = position - digits;
        if (count == 0 || count > LONGEST_NUMBER || (count > 1 && text.charAt(digits) == '0'))
            throw wrong("not a number");
        if (position < text.length() && ".eE".indexOf(peek()) >= 0) throw wrong("not a whole number");
        var value = new BigInteger(text.substring(from, position));
        if (negative && value.signum() == 0) throw wrong("negative zero");
        return new ClaimValue.Whole(value);
    }

    private ClaimValue word(String word, ClaimValue value) {
        if (!text.startsWith(word, position)) throw wrong("unknown word");
        position += word.length();
        return value;
    }

    private void skipSpace() {
        while (position < text.length() && " \t\n\r".indexOf(text.charAt(position)) >= 0) position++;
    }

    private char peek() {
        if (position >= text.length()) throw wrong("ends early");
        return text.charAt(position);
    }

    private char next() {
        char c = peek();
        position++;
        return c;
    }

    private boolean accept(char wanted) {
        if (position >= text.length() || text.charAt(position) != wanted) return false;
        position++;
        return true;
    }

    private void expect(char wanted) {
        if (!accept(wanted)) throw wrong("'" + wanted + "' expected");
    }

    private static Malformed wrong(String problem) {
        return new Malformed("JSON", problem);
    }
}
