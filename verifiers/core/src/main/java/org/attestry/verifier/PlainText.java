package org.attestry.verifier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells text that JSON writes as it is: printable ASCII but quotation mark, backslash, and the question mark, which stands where a
 * character was none of ASCII.
 */
final class PlainText {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = 0x8080_8080_8080_8080L;

    /** Seven blanks before the octet that is looked at by itself. */
    private static final long SPACES = 0x2020_2020_2020_2000L;

    private PlainText() {}

    static boolean is(byte[] ascii) {
        int i = 0;
        for (; i <= ascii.length - Long.BYTES; i += Long.BYTES) {
            if (odd((long) WORDS.get(ascii, i)) != 0) return false;
        }
        for (; i < ascii.length; i++) {
            if (odd(SPACES | ascii[i]) != 0) return false;
        }
        return true;
    }

    /** Not zero if one of eight octets is not plain: below 0x20, above 0x7e, or one of the three. */
    private static long odd(long word) {
        long below = word - 0x20 * ONES;
        long above = word + ONES;
        return (below | above | zero(word ^ '"' * ONES) | zero(word ^ '\\' * ONES) | zero(word ^ '?' * ONES)) & TOPS;
    }

    /** Its top bit is set in some octet if and only if an octet of {@code word} is zero. */
    private static long zero(long word) {
        return (word - ONES) & ~word;
    }
}
