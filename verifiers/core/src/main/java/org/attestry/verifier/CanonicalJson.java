package org.attestry.verifier;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Function;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Utf8;

/**
 * Writes a {@link ClaimValue} as the one JSON text that stands for it (RFC 8785 for the values that occur here: there are no
 * fractions), in UTF-8; text with half a character has none, and is refused ({@link IllegalArgumentException}).
 */
public final class CanonicalJson {
    /** Where each thread writes, so that only what was written becomes an array of its own; as many octets as most results have. */
    private static final ThreadLocal<byte[]> DESK = ThreadLocal.withInitial(() -> new byte[4096]);

    private static final Function<ClaimValue.Group, byte[]> SHARED = CanonicalJson::apart;

    private byte[] octets;
    private int size;

    private CanonicalJson(byte[] octets) {
        this.octets = octets;
    }

    private static CanonicalJson onDesk() {
        return new CanonicalJson(DESK.get());
    }

    /** {@code group} by itself, not on the desk: that is in use by whoever asks for it. */
    private static byte[] apart(ClaimValue.Group group) {
        var json = new CanonicalJson(new byte[256]);
        json.object(group);
        return Arrays.copyOf(json.octets, json.size);
    }

    /** The octets of {@code value}'s text. */
    public static Bytes octets(ClaimValue value) {
        var json = onDesk();
        json.value(value);
        return Bytes.copyOf(json.octets, 0, json.size);
    }

    /** The text of {@code value}. */
    public static String write(ClaimValue value) {
        var json = onDesk();
        json.value(value);
        return new String(json.octets, 0, json.size, StandardCharsets.UTF_8);
    }

    private void value(ClaimValue value) {
        switch (value) {
            case ClaimValue.Text(var text) -> quote(text);
            case ClaimValue.Whole(var number) -> plain(digits(number));
            case ClaimValue.Bool(var bool) -> plain(bool ? "true" : "false");
            case ClaimValue.Nothing() -> plain("null");
            case ClaimValue.Many many -> list(many);
            case ClaimValue.Group group -> {
                if (group.isShared()) all(group.made(SHARED));
                else object(group);
            }
        }
    }

    /** Nearly all fit a long, whose digits need no object. */
    private static String digits(BigInteger number) {
        return number.bitLength() < Long.SIZE ? Long.toString(number.longValue()) : number.toString();
    }

    private void list(ClaimValue.Many many) {
        octet('[');
        for (Iterator<ClaimValue> items = many.values().iterator(); items.hasNext(); ) {
            value(items.next());
            if (items.hasNext()) octet(',');
        }
        octet(']');
    }

    private void object(ClaimValue.Group group) {
        octet('{');
        int begun = size;
        group.members().forEach((name, member) -> {
            if (size > begun) octet(',');
            quote(name);
            octet(':');
            value(member);
        });
        octet('}');
    }

    /** Nearly all text is ASCII that needs no escape, and is looked at eight octets at once. */
    private void quote(String text) {
        octet('"');
        var ascii = text.getBytes(StandardCharsets.US_ASCII);
        all(PlainText.is(ascii) ? ascii : Utf8.octets(escaped(text)));
        octet('"');
    }

    private static String escaped(String text) {
        var out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= 0x20) out.append(c);
                    else
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                }
            }
        }
        return out.toString();
    }

    private void plain(String ascii) {
        int length = ascii.length();
        reserve(length);
        for (int i = 0; i < length; i++) octets[size + i] = (byte) ascii.charAt(i);
        size += length;
    }

    private void octet(char ascii) {
        reserve(1);
        octets[size++] = (byte) ascii;
    }

    private void all(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, octets, size, more.length);
        size += more.length;
    }

    private void reserve(int more) {
        if (more > octets.length - size) octets = Arrays.copyOf(octets, Math.max(Math.addExact(size, more), 2 * size));
    }
}
