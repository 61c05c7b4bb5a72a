package org.attestry.config;

import java.util.regex.Pattern;

/**
 * A surrogate without its other half, as an escape in a file may write it: no file, token or answer can carry it, since no UTF-8 can, and
 * a message would have a question mark in its place.
 */
final class HalfACharacter {
    static final String HELD = "holds half a character (a lone surrogate)";

    /** Two that belong together are one character to a pattern. */
    private static final Pattern ALONE = Pattern.compile("\\p{Cs}");

    private HalfACharacter() {}

    static boolean isIn(String text) {
        return ALONE.matcher(text).find();
    }

    /** The text with half a character shown by its number, as it was written. */
    static String shown(String text) {
        return ALONE.matcher(text)
                .replaceAll(half -> "\\\\u%04x".formatted((int) half.group().charAt(0)));
    }
}
