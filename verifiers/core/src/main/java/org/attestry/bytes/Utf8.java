package org.attestry.bytes;

import java.nio.charset.StandardCharsets;

/**
 * Octets of text that somebody chose and that is signed, kept or sent: where half a character stands in it, it is refused and never
 * written as {@code ?}.
 */
public final class Utf8 {
    private Utf8() {}

    /**
     * The UTF-8 encoding of {@code text} (RFC 3629), a fresh array. Where it may have lost a character it is read back, which costs less than
     * a look at every character.
     *
     * @throws IllegalArgumentException if half a character stands in it, a surrogate without its other half; it does not say which text
     */
    public static byte[] octets(String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        boolean ascii = octets.length == text.length() && !asks(octets);
        if (!ascii && !new String(octets, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException("half a character (a lone surrogate)");
        }
        return octets;
    }

    /** Whether a question mark is among them, which may stand where half a character stood. Looks at all, as fast as many at once. */
    private static boolean asks(byte[] octets) {
        int marks = 0;
        for (byte octet : octets) marks |= octet == '?' ? 1 : 0;
        return marks != 0;
    }
}
