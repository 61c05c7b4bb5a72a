package org.attestry.rego.builtin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.attestry.rego.value.RegoNumber;

/**
 * Floating-point arithmetic as OPA does it: 64 bits of mantissa, answers written with the fewest digits that give the
 * same float back.
 */
final class BinaryFloat {
    private static final int BITS = 64;
    private static final int MOST_BITS = 1 << 16;

    private BinaryFloat() {}

    /** Where the last bit of the nearest mantissa of 64 bits stands, and that mantissa; ties go to even. */
    private record Bits(BigInteger mantissa, int shift) {
        static Bits of(BigDecimal value) {
            var number = value.unscaledValue().abs();
            var divisor = value.scale() > 0 ? BigInteger.TEN.pow(value.scale()) : BigInteger.ONE;
            if (value.scale() < 0) number = number.multiply(BigInteger.TEN.pow(-value.scale()));
            int shift = BITS - (number.bitLength() - divisor.bitLength());
            var mantissa = divided(number, divisor, shift);
            return mantissa.bitLength() > BITS
                    ? new Bits(divided(number, divisor, shift - 1), shift - 1)
                    : new Bits(mantissa, shift);
        }

        BigDecimal value() {
            return shift >= 0
                    ? new BigDecimal(mantissa).divide(powerOfTwo(shift))
                    : new BigDecimal(mantissa.shiftLeft(-shift));
        }
    }

    /** The nearest number with a mantissa of 64 bits. */
    static BigDecimal round(BigDecimal value) {
        if (value.signum() == 0) return BigDecimal.ZERO;
        var exact = Bits.of(value).value();
        return value.signum() < 0 ? exact.negate() : exact;
    }

    private static BigInteger divided(BigInteger number, BigInteger divisor, int shift) {
        var scaled = shift >= 0 ? number.shiftLeft(shift) : number;
        var by = shift >= 0 ? divisor : divisor.shiftLeft(-shift);
        var parts = scaled.divideAndRemainder(by);
        int half = parts[1].shiftLeft(1).compareTo(by);
        boolean up = half > 0 || (half == 0 && parts[0].testBit(0));
        return up ? parts[0].add(BigInteger.ONE) : parts[0];
    }

    static RegoNumber quotient(BigDecimal a, BigDecimal b) {
        return number(round(a).divide(round(b), new MathContext(60)));
    }

    /** Rounds and writes with the fewest digits; an integer that has more of them ends in zeros. */
    static RegoNumber number(BigDecimal value) {
        var rounded = round(value);
        boolean whole = rounded.stripTrailingZeros().scale() <= 0;
        int length = whole ? rounded.toBigInteger().bitLength() : 0;
        if (length > MOST_BITS) throw BuiltinFailure.of("number out of range");
        if (whole && length <= BITS) return RegoNumber.of(rounded.toBigInteger());
        var shortest = shortest(rounded);
        return whole ? RegoNumber.of(shortest.toBigInteger()) : RegoNumber.of(shortest.stripTrailingZeros());
    }

    /**
     * Go's search for the fewest digits: as soon as a cut stays within half a unit of the last bit, on either side, it
     * is made. Below a power of two that is a bit too generous, which is Go's as well.
     */
    private static BigDecimal shortest(BigDecimal value) {
        var bits = Bits.of(value);
        var unit = bits.shift >= 0 ? BigDecimal.ONE.divide(powerOfTwo(bits.shift)) : powerOfTwo(-bits.shift);
        var half = unit.divide(BigDecimal.valueOf(2));
        boolean inclusive = !bits.mantissa.testBit(0);
        var digits = digits(value.abs());
        var lower = digits(value.abs().subtract(half));
        var upper = digits(value.abs().add(half));
        for (int i = 0; i < digits.length(); i++) {
            char m = digits.charAt(i);
            char l = i < lower.length() ? lower.charAt(i) : '0';
            char u = i < upper.length() ? upper.charAt(i) : '0';
            boolean down = l != m || (inclusive && i + 1 == lower.length());
            boolean up = m != u && (inclusive || m + 1 < u || i + 1 < upper.length());
            if (!down && !up) continue;
            var mode = down && up ? RoundingMode.HALF_EVEN : down ? RoundingMode.DOWN : RoundingMode.UP;
            return value.round(new MathContext(i + 1, mode));
        }
        return value;
    }

    private static String digits(BigDecimal value) {
        return value.stripTrailingZeros().unscaledValue().toString();
    }

    private static BigDecimal powerOfTwo(int power) {
        return new BigDecimal(BigInteger.TWO.pow(power));
    }
}
