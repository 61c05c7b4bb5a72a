package org.attestry.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** {@code sprintf} with the verbs and the complaints of Go's fmt package. */
final class Formats {
    private final BuiltinContext context;
    private final String format;
    private final RegoArray args;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;

    private Formats(BuiltinContext context, String format, RegoArray args) {
        this.context = context;
        this.format = format;
        this.args = args;
    }

    static RegoString sprintf(BuiltinContext context, String format, RegoArray args) {
        var formats = new Formats(context, format, args);
        context.charge(format.length());
        formats.run();
        return RegoString.of(formats.out.toString());
    }

    private void run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '%') verb();
            else out.append(c);
        }
        if (next < args.size()) extra();
    }

    private void extra() {
        out.append("%!(EXTRA ");
        for (int i = next; i < args.size(); i++) {
            if (i > next) out.append(", ");
            out.append(kind(args.get(i))).append('=').append(plain(args.get(i)));
        }
        out.append(')');
    }

    private void verb() {
        var flags = new StringBuilder();
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) flags.append(format.charAt(at++));
        int width = count();
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(count(), 0);
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (next >= args.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            var text = formatted(args.get(next++), verb, flags.toString(), precision);
            context.charge(text.length() + Math.max(width, 0));
            pad(text, width, flags.toString(), verb);
        }
    }

    private int count() {
        int start = at;
        while (at < format.length() && Character.isDigit(format.charAt(at))) at++;
        if (start == at) return -1;
        return at - start > 6 ? 1_000_000 : Integer.parseInt(format.substring(start, at));
    }

    private void pad(String text, int width, String flags, int verb) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (flags.indexOf('-') >= 0) {
            out.append(text).append(" ".repeat(missing));
        } else if (flags.indexOf('0') >= 0 && verb != 's' && verb != 'v') {
            boolean signed = text.startsWith("-") || text.startsWith("+");
            out.append(signed ? text.substring(0, 1) : "")
                    .append("0".repeat(missing))
                    .append(signed ? text.substring(1) : text);
        } else {
            out.append((flags.indexOf('0') >= 0 ? "0" : " ").repeat(missing)).append(text);
        }
    }

    private static String formatted(RegoValue value, int verb, String flags, int precision) {
        if (verb == 'T') return kind(value);
        if (value instanceof RegoNumber number) {
            return isWhole(number)
                    ? whole(number.bigIntegerValue(), verb, flags)
                    : real(number, verb, flags, precision);
        }
        return text(plain(value), verb, precision, kind(value));
    }

    /** Go tells integers by how they are written: {@code 1.0} is a float. */
    private static boolean isWhole(RegoNumber number) {
        var text = number.toString();
        return text.indexOf('.') < 0 && text.indexOf('e') < 0;
    }

    private static String plain(RegoValue value) {
        if (value instanceof RegoString s) return s.value();
        return value instanceof RegoNumber n && !isWhole(n) ? general(n.doubleValue(), -1) : value.toString();
    }

    private static String kind(RegoValue value) {
        if (!(value instanceof RegoNumber number)) return "string";
        return isWhole(number) ? number.isSmall() ? "int" : "*big.Int" : "float64";
    }

    private static String text(String text, int verb, int precision, String kind) {
        return switch (verb) {
            case 'v', 's' ->
                precision < 0 || text.codePointCount(0, text.length()) <= precision
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, precision));
            case 'q' -> JsonWriter.quote(text);
            case 'x', 'X' -> {
                var hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
                yield verb == 'x' ? hex : hex.toUpperCase(Locale.ROOT);
            }
            default -> "%!" + Character.toString(verb) + "(" + kind + "=" + text + ")";
        };
    }

    private static String whole(BigInteger value, int verb, String flags) {
        var sign = flags.indexOf('+') >= 0 && value.signum() >= 0 ? "+" : "";
        boolean prefixed = flags.indexOf('#') >= 0;
        return switch (verb) {
            case 'v', 'd' -> sign + value;
            case 's' -> value.bitLength() < 64 ? "%!s(int=" + value + ")" : value.toString();
            case 'b' -> sign + value.toString(2);
            case 'o' -> sign + (prefixed ? "0" : "") + value.toString(8);
            case 'O' -> sign + "0o" + value.toString(8);
            case 'x' -> sign + (prefixed ? "0x" : "") + value.toString(16);
            case 'X' -> sign + (prefixed ? "0X" : "") + value.toString(16).toUpperCase(Locale.ROOT);
            case 'c' -> value.bitLength() < 21 ? Character.toString(value.intValue()) : "\ufffd";
            case 'q' -> "'" + (value.bitLength() < 21 ? Character.toString(value.intValue()) : "\ufffd") + "'";
            case 'U' -> "U+" + "%04X".formatted(value);
            default ->
                "%!" + Character.toString(verb) + "(" + (value.bitLength() < 64 ? "int" : "*big.Int") + "=" + value
                        + ")";
        };
    }

    private static String real(RegoNumber number, int verb, String flags, int precision) {
        double value = number.doubleValue();
        if (Double.isInfinite(value)) return text(number.toString(), verb, precision, "string");
        var sign = flags.indexOf('+') >= 0 && value >= 0 ? "+" : "";
        return switch (verb) {
            case 'v', 'g' -> sign + general(value, precision);
            case 'G' -> sign + general(value, precision).toUpperCase(Locale.ROOT);
            case 'f', 'F' ->
                sign
                        + new BigDecimal(value)
                                .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
                                .toPlainString();
            case 'e', 'E' -> sign + scientific(value, precision < 0 ? 6 : precision, verb == 'E');
            default -> "%!" + Character.toString(verb) + "(float64=" + general(value, -1) + ")";
        };
    }

    private static String scientific(double value, int precision, boolean upper) {
        var text = String.format(Locale.ROOT, "%." + precision + "e", value);
        return upper ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** Go's {@code %g} with the fewest digits: scientific below 1e-4 and from 1e21 on. */
    static String general(double value, int precision) {
        if (value == 0) return "0";
        var exact = precision < 0
                ? new BigDecimal(Double.toString(value))
                : new BigDecimal(value).round(new MathContext(Math.max(precision, 1)));
        var stripped = exact.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent >= -4 && exponent < (precision < 0 ? 21 : Math.max(precision, 1))) return stripped.toPlainString();
        var digits = stripped.unscaledValue().abs().toString();
        var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+")
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
