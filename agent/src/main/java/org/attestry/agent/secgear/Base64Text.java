package org.attestry.agent.secgear;

import java.nio.charset.StandardCharsets;
import org.attestry.bytes.Bytes;

/** Decodes unpadded base64url (RFC 4648 section 5) and says where it breaks, in the words that secGear's agents use. */
final class Base64Text {
    private static final String SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Text() {}

    /** Not the one canonical text of any octets. */
    static final class Broken extends Exception {
        private final String sentence;
        private final String variant;

        private Broken(String sentence, String variant) {
            super(sentence, null, false, false);
            this.sentence = sentence;
            this.variant = variant;
        }

        /** For people. */
        String sentence() {
            return sentence;
        }

        /** As an enumeration prints it. */
        String variant() {
            return variant;
        }
    }

    static Bytes decode(String text) throws Broken {
        for (int offset = 0; offset < text.length(); offset++) {
            if (SYMBOLS.indexOf(text.charAt(offset)) < 0) throw symbol(text, offset);
        }
        if (text.length() % 4 == 1) {
            throw new Broken("Invalid input length: " + text.length(), "InvalidLength(" + text.length() + ")");
        }
        try {
            return Bytes.fromBase64Url(text);
        } catch (IllegalArgumentException e) {
            throw lastSymbol(text);
        }
    }

    private static Broken symbol(String text, int offset) {
        int octet =
                text.substring(offset, Math.min(text.length(), offset + 2)).getBytes(StandardCharsets.UTF_8)[0] & 0xff;
        return new Broken(
                "Invalid symbol " + octet + ", offset " + offset + ".", "InvalidByte(" + offset + ", " + octet + ")");
    }

    private static Broken lastSymbol(String text) {
        int offset = text.length() - 1;
        int octet = text.charAt(offset);
        return new Broken(
                "Invalid last symbol " + octet + ", offset " + offset + ".",
                "InvalidLastSymbol(" + offset + ", " + octet + ")");
    }
}
