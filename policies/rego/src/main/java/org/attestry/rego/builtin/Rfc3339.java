package org.attestry.rego.builtin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads a time as RFC 3339 section 5.6 writes it and Go reads it: digits beyond the ninth of a fraction do not count, and an offset is at
 * most 24:60.
 */
final class Rfc3339 {
    private static final int NANO_DIGITS = 9;

    private final String text;
    private int at;

    private Rfc3339(String text) {
        this.text = text;
    }

    /** @throws DateTimeException if {@code text} is anything else */
    static Instant instant(String text) {
        var in = new Rfc3339(text);
        var local = LocalDateTime.of(
                in.number(4), in.after('-'), in.after('-'), in.after('T'), in.after(':'), in.after(':'));
        int nanos = in.fraction();
        int seconds = in.offset();
        if (in.at < text.length()) throw in.wrong();
        return local.toInstant(ZoneOffset.UTC).plusNanos(nanos).minusSeconds(seconds);
    }

    private int fraction() {
        if (!skip('.')) return 0;
        int digits = 0;
        int nanos = 0;
        for (; isDigit(); digits++) {
            int digit = number(1);
            if (digits < NANO_DIGITS) nanos = 10 * nanos + digit;
        }
        if (digits == 0) throw wrong();
        for (; digits < NANO_DIGITS; digits++) nanos *= 10;
        return nanos;
    }

    private int offset() {
        if (skip('Z')) return 0;
        int sign = skip('-') ? -1 : 1;
        if (sign > 0 && !skip('+')) throw wrong();
        int hours = number(2);
        int minutes = after(':');
        if (hours > 24 || minutes > 60) throw new DateTimeException("time zone offset out of range");
        return sign * (hours * 60 + minutes) * 60;
    }

    private int after(char sign) {
        if (!skip(sign)) throw wrong();
        return number(2);
    }

    private int number(int digits) {
        int value = 0;
        for (int end = at + digits; at < end; at++) {
            if (!isDigit()) throw wrong();
            value = 10 * value + text.charAt(at) - '0';
        }
        return value;
    }

    private boolean isDigit() {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean skip(char sign) {
        if (at == text.length() || text.charAt(at) != sign) return false;
        at++;
        return true;
    }

    private DateTimeException wrong() {
        return new DateTimeException("no time of RFC 3339");
    }
}
