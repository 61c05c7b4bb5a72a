package org.attestry.rego.builtin;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Time in the layouts of Go, which are examples of one moment: {@code Mon Jan 2 15:04:05 MST 2006}. */
final class GoTime {
    static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    static final List<String> MONTHS = List.of(
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
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "2006",
            "Z070000",
            "Z07:00:00",
            "Z0700",
            "Z07:00",
            "Z07",
            "-070000",
            "-07:00:00",
            "-0700",
            "-07:00",
            "-07",
            "__2",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "_2",
            "PM",
            "pm",
            "1",
            "2",
            "3",
            "4",
            "5");
    /** Short names that zones have; to the others Go gives their offset. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            ("ACDT ACST ADT AEDT AEST AKDT AKST AST AWST BST CAT CDT CEST CET CST ChST EAT EDT EEST EET EST GMT HDT HKT "
                            + "HST IDT IST JST KST MDT MSK MST NDT NST NZDT NZST PDT PKT PST SAST SST UTC WAT WEST WET "
                            + "WIB WIT WITA")
                    .split(" "));

    private GoTime() {}

    static String named(String layout) {
        return NAMED.getOrDefault(layout, layout);
    }

    /** The piece of the layout that begins at {@code at}, or the empty string for plain text. */
    static String piece(String layout, int at) {
        char c = layout.charAt(at);
        boolean fraction = (c == '.' || c == ',')
                && at + 1 < layout.length()
                && (layout.charAt(at + 1) == '0' || layout.charAt(at + 1) == '9');
        if (fraction) {
            int end = at + 1;
            while (end < layout.length() && layout.charAt(end) == layout.charAt(at + 1)) end++;
            if (end == layout.length() || !isDigit(layout.charAt(end))) return layout.substring(at, end);
        }
        for (var piece : PIECES) if (layout.startsWith(piece, at) && stands(piece, layout, at)) return piece;
        return "";
    }

    /** {@code Month} is no {@code Mon}, and in {@code _2006} the year stands behind a plain underscore. */
    private static boolean stands(String piece, String layout, int at) {
        return switch (piece) {
            case "Jan", "Mon" ->
                at + 3 >= layout.length() || layout.charAt(at + 3) < 'a' || layout.charAt(at + 3) > 'z';
            case "_2" -> !layout.startsWith("_2006", at);
            default -> true;
        };
    }

    static boolean isFraction(String piece) {
        return piece.startsWith(".") || piece.startsWith(",");
    }

    static boolean isOffset(String piece) {
        return piece.startsWith("Z") || piece.startsWith("-");
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
            default -> {
                if (isOffset(piece)) out.append(offset(piece, t.getOffset().getTotalSeconds()));
                else fraction(piece, t.getNano(), out);
            }
        }
    }

    private static String zoneName(ZonedDateTime t) {
        int seconds = t.getOffset().getTotalSeconds();
        if (t.getZone() instanceof ZoneOffset && seconds == 0) return "UTC";
        var name = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
        if (ABBREVIATIONS.contains(name)) return name;
        return offset(seconds % 3_600 == 0 ? "-07" : "-0700", seconds);
    }

    private static String offset(String piece, int seconds) {
        if (piece.startsWith("Z") && seconds == 0) return "Z";
        int absolute = Math.abs(seconds);
        var colon = piece.indexOf(':') >= 0 ? ":" : "";
        var text = "%s%02d".formatted(seconds < 0 ? "-" : "+", absolute / 3_600);
        int digits = piece.replace(":", "").length() - 1;
        if (digits > 2) text += colon + "%02d".formatted(absolute / 60 % 60);
        if (digits > 4) text += colon + "%02d".formatted(absolute % 60);
        return text;
    }

    private static void fraction(String piece, int nano, StringBuilder out) {
        var digits = "%09d".formatted(nano).substring(0, Math.min(9, piece.length() - 1));
        if (piece.charAt(1) == '9') {
            digits = digits.replaceAll("0+$", "");
            if (digits.isEmpty()) return;
        }
        out.append(piece.charAt(0)).append(digits);
    }
}
