package org.attestry.rego.builtin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Time in the layouts of Go, which are examples of one moment: {@code Mon Jan 2 15:04:05 MST 2006}. */
final class GoTime {
    static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("ANSIC", "Mon Jan _2 15:04:05 2006"),
            Map.entry("UnixDate", "Mon Jan _2 15:04:05 MST 2006"),
            Map.entry("RubyDate", "Mon Jan 02 15:04:05 -0700 2006"),
            Map.entry("RFC822", "02 Jan 06 15:04 MST"),
            Map.entry("RFC822Z", "02 Jan 06 15:04 -0700"),
            Map.entry("RFC850", "Monday, 02-Jan-06 15:04:05 MST"),
            Map.entry("RFC1123", "Mon, 02 Jan 2006 15:04:05 MST"),
            Map.entry("RFC1123Z", "Mon, 02 Jan 2006 15:04:05 -0700"),
            Map.entry("RFC3339", "2006-01-02T15:04:05Z07:00"),
            Map.entry("RFC3339Nano", RFC3339_NANO));
    private static final List<String> PIECES = List.of(
            "January", "Jan", "Monday", "Mon", "MST", "2006", "Z07:00", "Z0700", "-07:00", "-0700", "-07", "__2", "002",
            "01", "02", "03", "04", "05", "06", "15", "_2", "PM", "pm", "1", "2", "3", "4", "5");

    private final String in;
    private int at;
    private int year = 1;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int offset;
    private boolean afternoon;
    private boolean twelve;

    private GoTime(String in) {
        this.in = in;
    }

    static String named(String layout) {
        return NAMED.getOrDefault(layout, layout);
    }

    /** The piece of the layout that begins at {@code at}, or the empty string for plain text. */
    private static String piece(String layout, int at) {
        char c = layout.charAt(at);
        boolean fraction = (c == '.' || c == ',')
                && at + 1 < layout.length()
                && (layout.charAt(at + 1) == '0' || layout.charAt(at + 1) == '9');
        if (fraction) {
            int end = at + 1;
            while (end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) end++;
            if (end == layout.length() || !Character.isDigit(layout.charAt(end))) return layout.substring(at, end);
        }
        for (var piece : PIECES) if (layout.startsWith(piece, at)) return piece;
        return "";
    }

    static String format(String layout, ZonedDateTime time) {
        var out = new StringBuilder();
        for (int i = 0; i < layout.length(); ) {
            var piece = piece(layout, i);
            if (piece.isEmpty()) out.append(layout.charAt(i++));
            else {
                write(piece, time, out);
                i += piece.length();
            }
        }
        return out.toString();
    }

    private static void write(String piece, ZonedDateTime t, StringBuilder out) {
        int twelve = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
        switch (piece) {
            case "2006" -> out.append("%04d".formatted(t.getYear()));
            case "06" -> out.append("%02d".formatted(t.getYear() % 100));
            case "January" -> out.append(MONTHS.get(t.getMonthValue() - 1));
            case "Jan" -> out.append(MONTHS.get(t.getMonthValue() - 1), 0, 3);
            case "01" -> out.append("%02d".formatted(t.getMonthValue()));
            case "1" -> out.append(t.getMonthValue());
            case "Monday" -> out.append(DAYS.get(t.getDayOfWeek().getValue() % 7));
            case "Mon" -> out.append(DAYS.get(t.getDayOfWeek().getValue() % 7), 0, 3);
            case "02" -> out.append("%02d".formatted(t.getDayOfMonth()));
            case "_2" -> out.append("%2d".formatted(t.getDayOfMonth()));
            case "2" -> out.append(t.getDayOfMonth());
            case "002" -> out.append("%03d".formatted(t.getDayOfYear()));
            case "__2" -> out.append("%3d".formatted(t.getDayOfYear()));
            case "15" -> out.append("%02d".formatted(t.getHour()));
            case "03" -> out.append("%02d".formatted(twelve));
            case "3" -> out.append(twelve);
            case "04" -> out.append("%02d".formatted(t.getMinute()));
            case "4" -> out.append(t.getMinute());
            case "05" -> out.append("%02d".formatted(t.getSecond()));
            case "5" -> out.append(t.getSecond());
            case "PM" -> out.append(t.getHour() < 12 ? "AM" : "PM");
            case "pm" -> out.append(t.getHour() < 12 ? "am" : "pm");
            case "MST" -> out.append(zoneName(t));
            case "Z07:00", "Z0700", "-07:00", "-0700", "-07" ->
                out.append(offset(piece, t.getOffset().getTotalSeconds()));
            default -> fraction(piece, t.getNano(), out);
        }
    }

    private static String zoneName(ZonedDateTime t) {
        if (t.getZone() instanceof ZoneOffset zone)
            return zone.getTotalSeconds() == 0 ? "UTC" : offset("-0700", zone.getTotalSeconds());
        return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
    }

    private static String offset(String piece, int seconds) {
        if (piece.startsWith("Z") && seconds == 0) return "Z";
        int minutes = Math.abs(seconds) / 60;
        var hours = "%s%02d".formatted(seconds < 0 ? "-" : "+", minutes / 60);
        if (piece.equals("-07")) return hours;
        return hours + (piece.endsWith(":00") ? ":" : "") + "%02d".formatted(minutes % 60);
    }

    private static void fraction(String piece, int nano, StringBuilder out) {
        var digits = "%09d".formatted(nano).substring(0, Math.min(9, piece.length() - 1));
        if (piece.charAt(1) == '9') {
            digits = digits.replaceAll("0+$", "");
            if (digits.isEmpty()) return;
        }
        out.append(piece.charAt(0)).append(digits);
    }

    /** @throws BuiltinFailure where the value is not of the layout */
    static Instant parse(String layout, String value) {
        var time = new GoTime(value);
        var resolved = named(layout);
        for (int i = 0; i < resolved.length(); ) {
            var piece = piece(resolved, i);
            if (piece.isEmpty()) {
                time.expect(resolved.charAt(i++));
            } else {
                time.read(piece);
                i += piece.length();
            }
        }
        if (time.at < value.length()) throw time.unparsable();
        return time.instant();
    }

    private Instant instant() {
        int h = twelve ? hour % 12 + (afternoon ? 12 : 0) : hour;
        try {
            return LocalDateTime.of(year, month, day, h, minute, second, nano)
                    .toInstant(ZoneOffset.ofTotalSeconds(offset));
        } catch (DateTimeException e) {
            throw unparsable();
        }
    }

    private BuiltinFailure unparsable() {
        return BuiltinFailure.of("parsing time \"" + in + "\": cannot parse");
    }

    private void expect(char c) {
        if (at >= in.length() || in.charAt(at) != c) throw unparsable();
        at++;
    }

    private int digits(int least, int most) {
        int start = at;
        while (at < in.length() && at - start < most && Character.isDigit(in.charAt(at))) at++;
        if (at - start < least) throw unparsable();
        return Integer.parseInt(in.substring(start, at));
    }

    private void read(String piece) {
        switch (piece) {
            case "2006" -> year = digits(4, 4);
            case "06" -> {
                int two = digits(2, 2);
                year = two + (two >= 69 ? 1900 : 2000);
            }
            case "January" -> month = word(MONTHS, 0) + 1;
            case "Jan" -> month = word(MONTHS, 3) + 1;
            case "01" -> month = digits(2, 2);
            case "1" -> month = digits(1, 2);
            case "Monday" -> {
                int _ = word(DAYS, 0);
            }
            case "Mon" -> {
                int _ = word(DAYS, 3);
            }
            case "02" -> day = digits(2, 2);
            case "_2" -> {
                if (at < in.length() && in.charAt(at) == ' ') at++;
                day = digits(1, 2);
            }
            case "2" -> day = digits(1, 2);
            case "15" -> hour = digits(2, 2);
            case "03" -> twelveHour(digits(2, 2));
            case "3" -> twelveHour(digits(1, 2));
            case "04" -> minute = digits(2, 2);
            case "4" -> minute = digits(1, 2);
            case "05" -> seconds(digits(2, 2));
            case "5" -> seconds(digits(1, 2));
            case "PM", "pm" -> half();
            case "MST" -> zone();
            case "Z07:00", "Z0700", "-07:00", "-0700", "-07" -> readOffset(piece);
            default -> readFraction();
        }
    }

    private void twelveHour(int h) {
        hour = h;
        twelve = true;
    }

    /** A fraction may follow seconds even where the layout has none. */
    private void seconds(int s) {
        second = s;
        if (at + 1 < in.length() && in.charAt(at) == '.' && Character.isDigit(in.charAt(at + 1))) readFraction();
    }

    private void readFraction() {
        if (at >= in.length() || (in.charAt(at) != '.' && in.charAt(at) != ',')) return;
        int start = ++at;
        while (at < in.length() && Character.isDigit(in.charAt(at))) at++;
        nano = Integer.parseInt((in.substring(start, at) + "000000000").substring(0, 9));
    }

    private void half() {
        if (in.regionMatches(true, at, "PM", 0, 2)) afternoon = true;
        else if (!in.regionMatches(true, at, "AM", 0, 2)) throw unparsable();
        at += 2;
    }

    private void zone() {
        int start = at;
        while (at < in.length() && in.charAt(at) >= 'A' && in.charAt(at) <= 'Z') at++;
        if (at - start < 3) throw unparsable();
    }

    private void readOffset(String piece) {
        if (piece.startsWith("Z") && at < in.length() && in.charAt(at) == 'Z') {
            at++;
            return;
        }
        if (at >= in.length() || (in.charAt(at) != '+' && in.charAt(at) != '-')) throw unparsable();
        int sign = in.charAt(at++) == '-' ? -1 : 1;
        int hours = digits(2, 2);
        if (piece.endsWith(":00")) expect(':');
        int minutes = piece.equals("-07") ? 0 : digits(2, 2);
        offset = sign * (hours * 3_600 + minutes * 60);
        if (Math.abs(offset) > 64_800) throw unparsable();
    }

    private int word(List<String> words, int length) {
        for (int i = 0; i < words.size(); i++) {
            var word = length == 0 ? words.get(i) : words.get(i).substring(0, length);
            if (in.regionMatches(true, at, word, 0, word.length())) {
                at += word.length();
                return i;
            }
        }
        throw unparsable();
    }
}
