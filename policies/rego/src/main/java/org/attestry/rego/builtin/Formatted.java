package org.attestry.rego.builtin;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.attestry.rego.value.GoQuote;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/** An argument of {@code sprintf}, which is one of four types to Go; each writes itself by its own verbs. */
sealed interface Formatted {
    /** The name of the type in Go. */
    String type();

    String write(int verb, Directive directive);

    /** Integers are told by how they are written: {@code 1.0} is a float, and what is no float is its text. */
    static Formatted of(RegoValue value) {
        if (value instanceof RegoString s) return new Text(s.value());
        if (!(value instanceof RegoNumber number)) return new Text(value.toString());
        if (number.isSmall()) return new Int(number.smallValue());
        if (number.isWrittenAsInteger()) return new Big(number.bigIntegerValue());
        double real = number.doubleValue();
        return Double.isInfinite(real) ? new Text(number.toString()) : new Real(real);
    }

    private static String bad(int verb, Formatted arg, Directive directive) {
        return "%!" + Character.toString(verb) + "(" + arg.type() + "=" + arg.write('v', directive) + ")";
    }

    record Text(String text) implements Formatted {
        @Override
        public String type() {
            return "string";
        }

        @Override
        public String write(int verb, Directive directive) {
            return switch (verb) {
                case 'v', 's' -> directive.pad(directive.truncate(text));
                case 'q' -> directive.pad(quoted(directive.truncate(text), directive));
                case 'x' -> hex(directive);
                case 'X' -> hex(directive).toUpperCase(Locale.ROOT);
                case 'T' -> directive.pad(directive.truncate(type()));
                default -> bad(verb, this, directive);
            };
        }

        private static String quoted(String text, Directive directive) {
            if (directive.sharp() && GoQuote.isRaw(text)) return "`" + text + "`";
            return GoQuote.string(text, directive.plus());
        }

        private String hex(Directive directive) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            int length = directive.precision() < 0 ? bytes.length : Math.min(bytes.length, directive.precision());
            var prefix = directive.sharp() && length > 0 ? "0x" : "";
            var between = directive.space() ? " " + prefix : "";
            var format = HexFormat.ofDelimiter(between);
            return directive.pad(prefix + format.formatHex(bytes, 0, length));
        }
    }

    record Int(long value) implements Formatted {
        @Override
        public String type() {
            return "int";
        }

        @Override
        public String write(int verb, Directive directive) {
            return switch (verb) {
                case 'v', 'd' -> integer(10, "", directive);
                case 'b' -> integer(2, directive.sharp() ? "0b" : "", directive);
                case 'o' -> integer(8, directive.sharp() ? "0" : "", directive);
                case 'O' -> integer(8, "0o", directive);
                case 'x' -> integer(16, directive.sharp() ? "0x" : "", directive);
                case 'X' ->
                    integer(16, directive.sharp() ? "0x" : "", directive).toUpperCase(Locale.ROOT);
                case 'c' -> directive.pad(Character.toString(rune()));
                case 'q' -> directive.pad(GoQuote.rune(rune(), directive.plus()));
                case 'U' -> directive.padWithSpaces(unicode(directive));
                case 'T' -> directive.pad(directive.truncate(type()));
                default -> bad(verb, this, directive);
            };
        }

        private int rune() {
            boolean scalar = value >= 0 && value <= Character.MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff);
            return scalar ? (int) value : 0xfffd;
        }

        private String unicode(Directive directive) {
            var hex = Long.toHexString(value).toUpperCase(Locale.ROOT);
            int least = Math.max(4, directive.precision());
            var text = "U+" + "0".repeat(Math.max(0, least - hex.length())) + hex;
            boolean shown = directive.sharp() && rune() == value && GoQuote.isPrintable(rune());
            return shown ? text + " '" + Character.toString(rune()) + "'" : text;
        }

        /** Zeros up to the width count as digits: they stand before the prefix is added. */
        private String integer(int base, String prefix, Directive directive) {
            if (directive.precision() == 0 && value == 0) return directive.padWithSpaces("");
            var sign = value < 0 ? "-" : directive.plus() ? "+" : directive.space() ? " " : "";
            int least = directive.precision() >= 0
                    ? directive.precision()
                    : directive.padsWithZeros() ? directive.width() - sign.length() : 0;
            var digits = BigInteger.valueOf(value).abs().toString(base);
            digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
            boolean led = prefix.equals("0") && digits.startsWith("0");
            return directive.padWithSpaces(sign + (led ? "" : prefix) + digits);
        }
    }

    record Big(BigInteger value) implements Formatted {
        @Override
        public String type() {
            return "*big.Int";
        }

        @Override
        public String write(int verb, Directive directive) {
            boolean sharp = directive.sharp();
            return switch (verb) {
                case 'v', 'd', 's' -> integer(10, "", directive);
                case 'b' -> integer(2, sharp ? "0b" : "", directive);
                case 'o' -> integer(8, sharp ? "0" : "", directive);
                case 'O' -> integer(8, "0o", directive);
                case 'x' -> integer(16, sharp ? "0x" : "", directive);
                case 'X' -> integer(16, sharp ? "0X" : "", directive).toUpperCase(Locale.ROOT);
                case 'T' -> directive.pad(directive.truncate(type()));
                default -> "%!" + Character.toString(verb) + "(big.Int=" + value + ")";
            };
        }

        private String integer(int base, String prefix, Directive directive) {
            var sign = value.signum() < 0 ? "-" : directive.plus() ? "+" : directive.space() ? " " : "";
            var digits = value.abs().toString(base);
            int missing = directive.width() - sign.length() - prefix.length() - digits.length();
            int zeros = directive.precision() >= 0
                    ? directive.precision() - digits.length()
                    : directive.padsWithZeros() ? missing : 0;
            return directive.padWithSpaces(sign + prefix + "0".repeat(Math.max(0, zeros)) + digits);
        }
    }

    record Real(double value) implements Formatted {
        @Override
        public String type() {
            return "float64";
        }

        @Override
        public String write(int verb, Directive directive) {
            int precision = directive.precision();
            return switch (verb) {
                case 'v', 'g' -> signed(GoFloat.general(value, precision), verb, directive);
                case 'G' -> signed(GoFloat.general(value, precision).toUpperCase(Locale.ROOT), verb, directive);
                case 'f', 'F' -> signed(GoFloat.fixed(value, precision < 0 ? 6 : precision), verb, directive);
                case 'e' -> signed(GoFloat.scientific(value, precision < 0 ? 6 : precision), verb, directive);
                case 'E' ->
                    signed(
                            GoFloat.scientific(value, precision < 0 ? 6 : precision)
                                    .toUpperCase(Locale.ROOT),
                            verb,
                            directive);
                case 'b' -> signed(GoFloat.binary(value), verb, directive);
                case 'T' -> directive.pad(directive.truncate(type()));
                default -> bad(verb, this, directive);
            };
        }

        private static String signed(String text, int verb, Directive directive) {
            boolean negative = text.startsWith("-");
            var sign = negative ? "-" : directive.plus() ? "+" : directive.space() ? " " : "";
            var number = negative ? text.substring(1) : text;
            if (directive.sharp() && verb != 'b') number = pointed(number, verb, directive.precision());
            int missing = directive.width() - sign.length() - number.length();
            if (!sign.isEmpty() && directive.padsWithZeros()) return sign + "0".repeat(Math.max(0, missing)) + number;
            return directive.pad(sign + number);
        }

        /** With a sharp there is always a point, and {@code %g} keeps its zeros. */
        private static String pointed(String number, int verb, int precision) {
            int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
            var digits = exponent < 0 ? number : number.substring(0, exponent);
            var tail = exponent < 0 ? "" : number.substring(exponent);
            int wanted = "gG".indexOf(verb) >= 0 ? precision < 0 ? 6 : precision : 0;
            var significant = digits.replace(".", "").replaceFirst("^0+", "");
            int missing = wanted - significant.length() - (digits.equals("0") ? 1 : 0);
            return digits + (digits.indexOf('.') < 0 ? "." : "") + "0".repeat(Math.max(0, missing)) + tail;
        }
    }
}
