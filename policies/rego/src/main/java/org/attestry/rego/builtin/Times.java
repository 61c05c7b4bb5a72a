package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** Time in nanoseconds since 1970; the present is the one given to the evaluation. */
final class Times {
    /** Zones of the database that the JDK leaves out, of which it knows the offsets. */
    private static final Set<String> FIXED = Set.of("EST", "MST", "HST");

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, BigDecimal> UNITS = Map.of(
            "ns", BigDecimal.ONE,
            "us", new BigDecimal(1_000),
            "µs", new BigDecimal(1_000),
            "μs", new BigDecimal(1_000),
            "ms", new BigDecimal(1_000_000),
            "s", new BigDecimal(1_000_000_000L),
            "m", new BigDecimal(60_000_000_000L),
            "h", new BigDecimal(3_600_000_000_000L));

    private Times() {}

    static List<Builtin> all() {
        return List.of(
                Builtin.of("time.now_ns", " -> number", (c, a) -> nanos(c.now())),
                Builtin.of(
                        "time.parse_ns",
                        "string, string -> number",
                        (c, a) -> nanos(GoTimeParser.parse(text(a[0]), text(a[1])))),
                Builtin.of("time.parse_rfc3339_ns", "string -> number", (c, a) -> nanos(rfc3339(text(a[0])))),
                Builtin.of("time.parse_duration_ns", "string -> number", (c, a) -> duration(text(a[0]))),
                Builtin.of("time.format", "number|array -> string", (c, a) -> format(a[0])),
                Builtin.of("time.date", "number|array -> array[number]", (c, a) -> date(zoned(a[0]))),
                Builtin.of("time.clock", "number|array -> array[number]", (c, a) -> clock(zoned(a[0]))),
                Builtin.of(
                        "time.weekday",
                        "number|array -> string",
                        (c, a) -> Args.of(
                                GoTime.DAYS.get(zoned(a[0]).getDayOfWeek().getValue() % 7))),
                Builtin.of("time.add_date", "number, number, number, number -> number", (c, a) -> addDate(a))
                        .unchecked(),
                Builtin.of(
                        "time.diff",
                        "number|array, number|array -> array[number]",
                        (c, a) -> difference(zoned(a[0]), zoned(a[1]))));
    }

    static RegoNumber nanos(Instant at) {
        var nanos = BigInteger.valueOf(at.getEpochSecond()).multiply(BILLION).add(BigInteger.valueOf(at.getNano()));
        if (nanos.bitLength() > 63) throw BuiltinFailure.of("time outside of valid range");
        return RegoNumber.of(nanos);
    }

    private static Instant rfc3339(String text) {
        try {
            return Rfc3339.instant(text);
        } catch (DateTimeException e) {
            throw BuiltinFailure.of("cannot parse time " + text);
        }
    }

    static RegoNumber duration(String text) {
        var rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) return RegoNumber.of(0);
        var match = DURATION.matcher(rest);
        var sum = BigDecimal.ZERO;
        int at = 0;
        while (match.find() && match.start() == at) {
            var unit = UNITS.get(match.group(2));
            if (unit == null) break;
            sum = sum.add(new BigDecimal(match.group(1)).multiply(unit));
            at = match.end();
        }
        if (at == 0 || at < rest.length()) throw BuiltinFailure.of("time: invalid duration \"" + text + "\"");
        var nanos = text.startsWith("-") ? sum.toBigInteger().negate() : sum.toBigInteger();
        if (nanos.bitLength() > 63) throw BuiltinFailure.of("time: invalid duration \"" + text + "\"");
        return RegoNumber.of(nanos);
    }

    private static Instant instant(RegoValue value) {
        if (!Args.number(value).isInteger()) throw BuiltinFailure.of("timestamp too big");
        var nanos = Args.integer(value);
        if (nanos.bitLength() > 63) throw BuiltinFailure.of("timestamp too big");
        var parts = new BigInteger[] {
            BigInteger.valueOf(Math.floorDiv(nanos.longValue(), 1_000_000_000L)),
            BigInteger.valueOf(Math.floorMod(nanos.longValue(), 1_000_000_000L))
        };
        return Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue());
    }

    /** A number of nanoseconds, or an array of one and the name of a zone. */
    private static ZonedDateTime zoned(RegoValue value) {
        if (value instanceof RegoArray array) {
            if (array.size() < 1) throw BuiltinFailure.type("must be a number or an array of a number and a zone");
            return instant(array.get(0)).atZone(array.size() > 1 ? zone(text(array.get(1))) : ZoneOffset.UTC);
        }
        return instant(value).atZone(ZoneOffset.UTC);
    }

    /** A zone by its name in the time zone database; an offset is none. */
    private static ZoneId zone(String name) {
        if (name.isEmpty() || name.equals("UTC")) return ZoneOffset.UTC;
        if (name.equals("Local")) return ZoneOffset.UTC;
        var known = ZoneId.SHORT_IDS.getOrDefault(FIXED.contains(name) ? name : "", name);
        if (!known.equals(name)) return ZoneId.of(known);
        if (!ZoneRulesProvider.getAvailableZoneIds().contains(name))
            throw BuiltinFailure.of("unknown time zone " + name);
        return ZoneId.of(name);
    }

    private static RegoString format(RegoValue value) {
        var at = zoned(value);
        var layout = value instanceof RegoArray array && array.size() > 2 ? text(array.get(2)) : "";
        return Args.of(GoTime.format(layout.isEmpty() ? GoTime.RFC3339_NANO : GoTime.named(layout), at));
    }

    private static RegoArray date(ZonedDateTime at) {
        return RegoArray.of(Args.of(at.getYear()), Args.of(at.getMonthValue()), Args.of(at.getDayOfMonth()));
    }

    private static RegoArray clock(ZonedDateTime at) {
        return RegoArray.of(Args.of(at.getHour()), Args.of(at.getMinute()), Args.of(at.getSecond()));
    }

    /** Overflowing days roll on into the next month, as in Go. */
    private static RegoNumber addDate(RegoValue[] a) {
        var at = zoned(a[0]);
        long months = at.getYear() * 12L + at.getMonthValue() - 1 + 12L * Args.index(a[1]) + Args.index(a[2]);
        try {
            var first = at.withDayOfMonth(1)
                    .withYear((int) Math.floorDiv(months, 12L))
                    .withMonth((int) Math.floorMod(months, 12L) + 1);
            return nanos(
                    first.plusDays(at.getDayOfMonth() - 1L + Args.index(a[3])).toInstant());
        } catch (DateTimeException e) {
            throw BuiltinFailure.of("time outside of valid range");
        }
    }

    /**
     * Years, months, days, hours, minutes and seconds between two times, in the zone of the first. What is missing of
     * days is taken from the month of the earlier one.
     */
    private static RegoArray difference(ZonedDateTime a, ZonedDateTime b) {
        var other = b.withZoneSameInstant(a.getZone());
        var from = a.isAfter(other) ? other : a;
        var to = a.isAfter(other) ? a : other;
        int seconds = to.toLocalTime().toSecondOfDay() - from.toLocalTime().toSecondOfDay();
        int day = to.getDayOfMonth() - from.getDayOfMonth();
        int month = to.getMonthValue() - from.getMonthValue();
        int year = to.getYear() - from.getYear();
        if (seconds < 0) {
            seconds += 86_400;
            day--;
        }
        if (day < 0) {
            day += from.toLocalDate().lengthOfMonth();
            month--;
        }
        if (month < 0) {
            month += 12;
            year--;
        }
        return RegoArray.of(
                Args.of(year),
                Args.of(month),
                Args.of(day),
                Args.of(seconds / 3_600),
                Args.of(seconds / 60 % 60),
                Args.of(seconds % 60));
    }
}
