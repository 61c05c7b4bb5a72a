package org.attestry.rego.builtin;

/**
 * Flags, width and precision before a verb.
 *
 * @param width zero for none
 * @param precision negative for none
 */
record Directive(boolean plus, boolean minus, boolean sharp, boolean space, boolean zero, int width, int precision) {
    static final Directive PLAIN = new Directive(false, false, false, false, false, 0, -1);

    /** Stands for a width or a precision that is not given. */
    static final int NONE = Integer.MIN_VALUE;

    /** A width below zero is one with a minus. */
    static Directive of(String flags, int width, int precision) {
        boolean left = width < 0 && width != NONE;
        return new Directive(
                flags.indexOf('+') >= 0,
                left || flags.indexOf('-') >= 0,
                flags.indexOf('#') >= 0,
                flags.indexOf(' ') >= 0,
                flags.indexOf('0') >= 0,
                width == NONE ? 0 : Math.abs(width),
                Math.max(precision, -1));
    }

    /** For {@code %v} plus and sharp ask for the syntax of Go, not for signs and prefixes. */
    Directive forVerb(int verb) {
        return verb == 'v' ? new Directive(false, minus, false, space, zero, width, precision) : this;
    }

    boolean padsWithZeros() {
        return zero && !minus;
    }

    private Directive withoutZero() {
        return new Directive(plus, minus, sharp, space, false, width, precision);
    }

    /** Fills up to the width, on the left with zeros where those are asked for. */
    String pad(String text) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) return text;
        if (minus) return text + " ".repeat(missing);
        return (zero ? "0" : " ").repeat(missing) + text;
    }

    String padWithSpaces(String text) {
        return withoutZero().pad(text);
    }

    String truncate(String text) {
        boolean fits = precision < 0 || text.codePointCount(0, text.length()) <= precision;
        return fits ? text : text.substring(0, text.offsetByCodePoints(0, precision));
    }
}
