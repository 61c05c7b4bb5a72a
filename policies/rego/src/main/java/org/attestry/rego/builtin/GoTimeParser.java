package org.attestry.rego.builtin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Reads times by the layouts of Go, as its time.Parse does. */
final class GoTimeParser {
    private static final int ABSENT = -1;

    private final String layout;
    private final String in;
    private int at;
    private int year;
    private int month = ABSENT;
    private int day = ABSENT;
    private int yearDay = ABSENT;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private int offset;
    private boolean afternoon;
    private boolean morning;

    private GoTimeParser(String layout, String in) {
        this.layout = layout;
        this.in = in;
    }

    /** @throws BuiltinFailure where the value is not of the layout */
    static Instant parse(String layout, String value) {
        var parser = new GoTimeParser(GoTime.named(layout), value);
        parser.run();
        return parser.instant();
    }

    private void run() {
        int i = 0;
        while (i < layout.length()) {
            var piece = GoTime.piece(layout, i);
            if (!piece.isEmpty()) {
                read(piece, i + piece.length());
                i += piece.length();
            } else if (layout.charAt(i) == ' ') {
                while (i < layout.length() && layout.charAt(i) == ' ') i++;
                spaces();
            } else {
                expect(layout.charAt(i++));
            }
        }
        if (at < in.length()) throw unparsable();
    }

    /** Runs of spaces are equal, and at the end none is needed. */
    private void spaces() {
        if (at < in.length() && in.charAt(at) != ' ') throw unparsable();
        while (at < in.length() && in.charAt(at) == ' ') at++;
    }

    private Instant instant() {
        int h = afternoon && hour < 12 ? hour + 12 : morning && hour == 12 ? 0 : hour;
        try {
            return date().atTime(LocalTime.of(h, minute, second, nano))
                    .toInstant(ZoneOffset.UTC)
                    .minusSeconds(offset);
        } catch (DateTimeException e) {
            throw unparsable();
        }
    }

    private LocalDate date() {
        if (yearDay == ABSENT) return LocalDate.of(year, month == ABSENT ? 1 : month, day == ABSENT ? 1 : day);
        var date = LocalDate.ofYearDay(year, yearDay);
        boolean agrees =
                (month == ABSENT || month == date.getMonthValue()) && (day == ABSENT || day == date.getDayOfMonth());
        if (!agrees) throw unparsable();
        return date;
    }

    private BuiltinFailure unparsable() {
        return BuiltinFailure.of("parsing time \"" + in + "\": cannot parse");
    }

    private void expect(char c) {
        if (at >= in.length() || in.charAt(at) != c) throw unparsable();
        at++;
    }

    private boolean isDigitAt(int index) {
        return index < in.length() && GoTime.isDigit(in.charAt(index));
    }

    private int digits(int least, int most) {
        int start = at;
        while (isDigitAt(at) && at - start < most) at++;
        if (at - start < least) throw unparsable();
        return Integer.parseInt(in.substring(start, at));
    }

    private void read(String piece, int behind) {
        switch (piece) {
            case "2006" -> year = digits(4, 4);
            case "06" -> {
                int two = digits(2, 2);
                year = two + (two >= 69 ? 1900 : 2000);
            }
            case "January" -> month = word(GoTime.MONTHS, 0) + 1;
            case "Jan" -> month = word(GoTime.MONTHS, 3) + 1;
            case "01" -> month = digits(2, 2);
            case "1" -> month = digits(1, 2);
            case "Monday" -> {
                int _ = word(GoTime.DAYS, 0);
            }
            case "Mon" -> {
                int _ = word(GoTime.DAYS, 3);
            }
            case "02" -> day = digits(2, 2);
            case "_2" -> {
                skipSpaces(1);
                day = digits(1, 2);
            }
            case "2" -> day = digits(1, 2);
            case "002" -> yearDay = digits(3, 3);
            case "__2" -> {
                skipSpaces(2);
                yearDay = digits(1, 3);
            }
            case "15" -> hour = digits(1, 2);
            case "03" -> hour = within(digits(2, 2), 12);
            case "3" -> hour = within(digits(1, 2), 12);
            case "04" -> minute = digits(2, 2);
            case "4" -> minute = digits(1, 2);
            case "05" -> seconds(digits(2, 2), behind);
            case "5" -> seconds(digits(1, 2), behind);
            case "PM" -> half("PM", "AM");
            case "pm" -> half("pm", "am");
            case "MST" -> zone();
            default -> {
                if (GoTime.isOffset(piece)) readOffset(piece);
                else readFraction(piece);
            }
        }
    }

    private void skipSpaces(int most) {
        for (int i = 0; i < most && at < in.length() && in.charAt(at) == ' '; i++) at++;
    }

    private int within(int number, int most) {
        if (number > most) throw unparsable();
        return number;
    }

    /** A fraction may follow seconds even where the layout has none. */
    private void seconds(int s, int behind) {
        second = s;
        boolean planned = behind < layout.length() && GoTime.isFraction(nextPiece(behind));
        if (!planned && isPoint(at) && isDigitAt(at + 1)) fraction(Integer.MAX_VALUE);
    }

    /** The next piece of the layout, whatever plain text comes before it. */
    private String nextPiece(int from) {
        for (int i = from; i < layout.length(); i++) {
            var piece = GoTime.piece(layout, i);
            if (!piece.isEmpty()) return piece;
        }
        return "";
    }

    private boolean isPoint(int index) {
        return index < in.length() && (in.charAt(index) == '.' || in.charAt(index) == ',');
    }

    /** Nines stand for any number of digits, or none; zeros for as many as there are. */
    private void readFraction(String piece) {
        if (piece.charAt(1) == '9') {
            if (isPoint(at) && isDigitAt(at + 1)) fraction(Integer.MAX_VALUE);
            return;
        }
        int start = at;
        if (!isPoint(at)) throw unparsable();
        fraction(piece.length() - 1);
        if (at - start < piece.length()) throw unparsable();
    }

    private void fraction(int most) {
        int start = ++at;
        while (isDigitAt(at) && at - start < most) at++;
        nano = Integer.parseInt((in.substring(start, at) + "000000000").substring(0, 9));
    }

    private void half(String after, String before) {
        if (in.startsWith(after, at)) afternoon = true;
        else if (in.startsWith(before, at)) morning = true;
        else throw unparsable();
        at += 2;
    }

    /** A name is checked for its form only: even {@code GMT+3} moves no time. */
    private void zone() {
        if (in.startsWith("UTC", at)) {
            at += 3;
        } else if (in.startsWith("ChST", at) || in.startsWith("MeST", at)) {
            at += 4;
        } else if (in.startsWith("GMT", at)) {
            at += 3;
            int _ = signedHours();
        } else if (at + 2 < in.length() && (in.charAt(at) == '+' || in.charAt(at) == '-')) {
            int start = at;
            int _ = signedHours();
            if (at == start) throw unparsable();
        } else {
            letters();
        }
    }

    private int signedHours() {
        if (at >= in.length() || (in.charAt(at) != '+' && in.charAt(at) != '-')) return 0;
        int end = at + 1;
        while (isDigitAt(end)) end++;
        if (end == at + 1 || end > at + 10 || Integer.parseInt(in.substring(at + 1, end)) > 23) return 0;
        int hours = Integer.parseInt(in.substring(at, end));
        at = end;
        return hours;
    }

    private void letters() {
        int count = 0;
        while (count < 6 && at + count < in.length() && in.charAt(at + count) >= 'A' && in.charAt(at + count) <= 'Z')
            count++;
        boolean known = switch (count) {
            case 3 -> true;
            case 4 -> in.charAt(at + 3) == 'T' || in.startsWith("WITA", at);
            case 5 -> in.charAt(at + 4) == 'T';
            default -> false;
        };
        if (!known) throw unparsable();
        at += count;
    }

    private void readOffset(String piece) {
        if (piece.startsWith("Z") && at < in.length() && in.charAt(at) == 'Z') {
            at++;
            offset = 0;
            return;
        }
        if (at >= in.length() || (in.charAt(at) != '+' && in.charAt(at) != '-')) throw unparsable();
        int sign = in.charAt(at++) == '-' ? -1 : 1;
        boolean colon = piece.indexOf(':') >= 0;
        int length = piece.replace(":", "").length() - 1;
        int seconds = within(digits(2, 2), 24) * 3_600;
        if (length > 2) seconds += sixty(colon) * 60;
        if (length > 4) seconds += sixty(colon);
        offset = sign * seconds;
    }

    private int sixty(boolean colon) {
        if (colon) expect(':');
        return within(digits(2, 2), 60);
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
