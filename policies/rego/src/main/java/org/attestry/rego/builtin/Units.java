package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.attestry.rego.value.RegoNumber;

/** Amounts with decimal and binary units. */
final class Units {
    /** The float of 64 bits that is nearest to a thousandth. */
    private static final BigDecimal FLOAT_MILLI =
            new BigDecimal("0.001000000000000000020816681711721685132943093776702880859375");

    private static final Map<String, BigDecimal> SCALES = Map.ofEntries(
            Map.entry("", BigDecimal.ONE),
            Map.entry("m", FLOAT_MILLI),
            Map.entry("k", decimal(1)),
            Map.entry("M", decimal(2)),
            Map.entry("g", decimal(3)),
            Map.entry("t", decimal(4)),
            Map.entry("p", decimal(5)),
            Map.entry("e", decimal(6)),
            Map.entry("ki", binary(1)),
            Map.entry("mi", binary(2)),
            Map.entry("gi", binary(3)),
            Map.entry("ti", binary(4)),
            Map.entry("pi", binary(5)),
            Map.entry("ei", binary(6)));

    private Units() {}

    private static BigDecimal decimal(int thousands) {
        return BigDecimal.ONE.scaleByPowerOfTen(3 * thousands);
    }

    private static BigDecimal binary(int kilos) {
        return new BigDecimal(BigInteger.TWO.pow(10 * kilos));
    }

    static List<Builtin> all() {
        return List.of(
                Builtin.of("units.parse", "string -> number", (c, a) -> parse(text(a[0]))),
                Builtin.of("units.parse_bytes", "string -> number", (c, a) -> bytes(text(a[0]))));
    }

    private record Amount(String number, String unit) {
        static Amount of(String name, String text, String what) {
            var plain = text.replace("\"", "");
            if (plain.indexOf(' ') >= 0) throw BuiltinFailure.of(name + ": spaces not allowed in resource strings");
            int end = plain.startsWith("-") || plain.startsWith("+") ? 1 : 0;
            int start = end;
            while (end < plain.length() && (Character.isDigit(plain.charAt(end)) || plain.charAt(end) == '.')) end++;
            end = exponent(plain, end);
            if (end == start) throw BuiltinFailure.of(name + ": no " + what + " provided");
            return new Amount(plain.substring(0, end), plain.substring(end));
        }

        /** An {@code e} belongs to the number only where digits follow. */
        private static int exponent(String text, int at) {
            if (at == 0 || at >= text.length() || (text.charAt(at) | 0x20) != 'e') return at;
            int digits = at + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) digits++;
            int end = digits;
            while (end < text.length() && Character.isDigit(text.charAt(end))) end++;
            return end == digits ? at : end;
        }

        BigDecimal value(String name) {
            try {
                return RegoNumber.parse(number.startsWith("+") ? number.substring(1) : number)
                        .bigValue();
            } catch (ArithmeticException | NumberFormatException e) {
                throw BuiltinFailure.of(name + ": could not parse amount to a number");
            }
        }
    }

    private static RegoNumber parse(String text) {
        var amount = Amount.of("units.parse", text, "amount");
        var unit = amount.unit.equals("m") ? "m" : amount.unit.equals("M") ? "M" : amount.unit.toLowerCase(Locale.ROOT);
        var scale = SCALES.get(unit);
        if (scale == null) throw BuiltinFailure.of("units.parse: unit " + amount.unit + " not recognized");
        var value = amount.value("units.parse").multiply(scale);
        boolean whole = value.stripTrailingZeros().scale() <= 0;
        return RegoNumber.of(whole ? value.setScale(0) : value.setScale(10, RoundingMode.HALF_UP));
    }

    private static RegoNumber bytes(String text) {
        var amount = Amount.of("units.parse_bytes", text, "byte amount");
        var unit = amount.unit.toLowerCase(Locale.ROOT);
        if (unit.endsWith("b")) unit = unit.substring(0, unit.length() - 1);
        var scale = unit.equals("m") ? decimal(2) : SCALES.get(unit);
        if (scale == null) throw BuiltinFailure.of("units.parse_bytes: byte unit " + amount.unit + " not recognized");
        var product = BinaryFloat.round(amount.value("units.parse_bytes")).multiply(scale);
        return RegoNumber.of(
                BinaryFloat.round(product).setScale(0, RoundingMode.DOWN).toBigInteger());
    }
}
