package org.attestry.rego.builtin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats of 64 bits as text, by the formats of Go's strconv package. */
final class GoFloat {
    private GoFloat() {}

    /** {@code %f}: all digits before the point and {@code precision} behind it. */
    static String fixed(double value, int precision) {
        return new BigDecimal(value).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    /** {@code %e}: one digit before the point, {@code precision} behind it, two or more in the exponent. */
    static String scientific(double value, int precision) {
        if (value == 0) return "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
        var rounded = new BigDecimal(value).round(new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        return scientific(rounded, precision);
    }

    private static String scientific(BigDecimal value, int precision) {
        var stripped = value.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        var digits = stripped.unscaledValue().abs().toString();
        digits += "0".repeat(Math.max(0, precision + 1 - digits.length()));
        var sign = value.signum() < 0 ? "-" : "";
        var fraction = precision == 0 ? "" : "." + digits.substring(1);
        var power = (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return sign + digits.charAt(0) + fraction + "e" + power;
    }

    /**
     * {@code %g}: at most {@code precision} digits, with an exponent where there are more before the point.
     *
     * @param precision negative for the fewest digits that give the float back; six then decide on the exponent
     */
    static String general(double value, int precision) {
        if (value == 0) return "0";
        boolean shortest = precision < 0;
        int most = Math.max(precision, 1);
        var exact = shortest
                ? new BigDecimal(Double.toString(value))
                : new BigDecimal(value).round(new MathContext(most, RoundingMode.HALF_EVEN));
        var stripped = exact.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent >= -4 && exponent < (shortest ? 6 : most)) return stripped.toPlainString();
        return scientific(stripped, stripped.precision() - 1);
    }

    /** {@code %b}: a decimal mantissa and a binary exponent. */
    static String binary(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52 & 0x7ff);
        long mantissa = bits & (1L << 52) - 1;
        if (exponent == 0) exponent++;
        else mantissa |= 1L << 52;
        int power = exponent - 1075;
        return (bits < 0 ? "-" : "") + mantissa + "p" + (power < 0 ? "" : "+") + power;
    }
}
