package org.attestry.rego.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names that policies ask documents for, each as one object: a field is mostly found by comparing references.
 *
 * <p>Only policies add names; documents are read against them and change nothing. The place of a name may be taken by
 * another one that was added later. Then there are several objects of that name, which are equal like any others.
 */
public final class Names {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 64;

    /** Written without a lock: what is in it is immutable, and which of two names stays does not matter. */
    private static final @Nullable Name[] KNOWN = new Name[PLACES];

    private Names() {}

    /** A name and its bytes, which are the same in JSON: there is nothing to escape in it. */
    private static final class Name {
        private final RegoString string;
        private final byte[] bytes;

        private Name(RegoString string, byte[] bytes) {
            this.string = string;
            this.bytes = bytes;
        }
    }

    /** The object for a name that a policy asks for. */
    public static RegoString add(String text) {
        var string = of(text);
        var bytes = text.getBytes(StandardCharsets.US_ASCII);
        boolean plain =
                PlainText.end(bytes, 0) == bytes.length && new String(bytes, StandardCharsets.US_ASCII).equals(text);
        if (plain && bytes.length <= LONGEST) KNOWN[place(text.hashCode())] = new Name(string, bytes);
        return string;
    }

    /** The object for a name: the one that policies ask for, or a new one. */
    static RegoString of(String text) {
        var known = KNOWN[place(text.hashCode())];
        return known != null && known.string.value().equals(text) ? known.string : RegoString.of(text);
    }

    /**
     * The object for a name in a document, if policies ask for it.
     *
     * @param hash what {@link String#hashCode} would give
     */
    static @Nullable RegoString find(byte[] in, int from, int to, int hash) {
        var known = KNOWN[place(hash)];
        return known != null && Arrays.equals(known.bytes, 0, known.bytes.length, in, from, to) ? known.string : null;
    }

    private static int place(int hash) {
        return (hash ^ (hash >>> 12) ^ (hash >>> 24)) & (PLACES - 1);
    }
}
