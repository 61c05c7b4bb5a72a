package org.attestry.cluster.http;

import java.nio.charset.StandardCharsets;

/** Finds escapes in JSON text that name one half of a surrogate pair without the other (RFC 8259 section 8.2): no UTF-8 can carry them. */
final class Surrogates {
    private static final int ESCAPE = 6;

    private Surrogates() {}

    /** The same of JSON in UTF-8. Nearly none has any escape, and is not made text of. */
    static boolean anyAlone(byte[] json) {
        return escapes(json) && anyAlone(new String(json, StandardCharsets.UTF_8));
    }

    /** Does not end at the first: so the compiler looks at many octets at once. */
    private static boolean escapes(byte[] json) {
        int found = 0;
        for (byte octet : json) found |= octet == '\\' ? 1 : 0;
        return found != 0;
    }

    /** Whether {@code json}, decoded from UTF-8, has such an escape; what is no valid escape at all is left to the parser. */
    static boolean anyAlone(String json) {
        for (int at = json.indexOf('\\'); at >= 0; at = json.indexOf('\\', at)) {
            int unit = unit(json, at);
            if (unit < 0) {
                at += 2;
            } else if (Character.isLowSurrogate((char) unit)) {
                return true;
            } else if (Character.isHighSurrogate((char) unit)) {
                int next = unit(json, at + ESCAPE);
                if (next < 0 || !Character.isLowSurrogate((char) next)) return true;
                at += 2 * ESCAPE;
            } else {
                at += ESCAPE;
            }
        }
        return false;
    }

    /** The code unit of the escape at {@code at}; negative where there is none. */
    private static int unit(String json, int at) {
        if (!json.startsWith("\\u", at) || at + ESCAPE > json.length()) return -1;
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(json.charAt(i), 16);
            if (digit < 0) return -1;
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
