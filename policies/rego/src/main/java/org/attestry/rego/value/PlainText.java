package org.attestry.rego.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where in JSON the characters end that stand for themselves, one byte each; looks at eight bytes at a time. */
final class PlainText {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = ONES << 7;

    private PlainText() {}

    /** The first place from {@code from} on with a quote, a backslash, a control character or a byte beyond ASCII. */
    static int end(byte[] in, int from) {
        int at = from;
        for (; at + Long.BYTES <= in.length; at += Long.BYTES) {
            long found = special((long) WORDS.get(in, at));
            if (found != 0) return at + (Long.numberOfTrailingZeros(found) >> 3);
        }
        while (at < in.length && in[at] >= 0x20 && in[at] != '"' && in[at] != '\\') at++;
        return at;
    }

    /** The highest bit of the first byte that is not plain, and maybe of later ones; 0 where all eight are. */
    private static long special(long word) {
        long quote = word ^ '"' * ONES;
        long escape = word ^ '\\' * ONES;
        return (((quote - ONES) & ~quote) | ((escape - ONES) & ~escape) | (word - 0x20 * ONES) | word) & HIGHEST;
    }
}
