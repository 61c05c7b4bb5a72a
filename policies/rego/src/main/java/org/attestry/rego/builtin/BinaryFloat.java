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

    private BinaryFloat() {}

    /** The nearest number with a mantissa of 64 bits; ties go to even. */
    static BigDecimal round(BigDecimal value) {
        if (value.signum() == 0) return BigDecimal.ZERO;
        var number = value.unscaledValue().abs();
        var divisor = value.scale() > 0 ? BigInteger.TEN.pow(value.scale()) : BigInteger.ONE;
        if (value.scale() < 0) number = number.multiply(BigInteger.TEN.pow(-value.scale()));
        int shift = BITS - (number.bitLength() - divisor.bitLength());
        var mantissa = divided(number, divisor, shift);
        if (mantissa.bitLength() > BITS) mantissa = divided(number, divisor, --shift);
        var exact = shift >= 0
                ? new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.TWO.pow(shift)))
                : new BigDecimal(mantissa.shiftLeft(-shift));
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

    /** Rounds and writes with the fewest digits. */
    static RegoNumber number(BigDecimal value) {
        var rounded = round(value);
        if (rounded.stripTrailingZeros().scale() <= 0) return RegoNumber.of(rounded.toBigInteger());
        for (int digits = 1; digits < 22; digits++) {
            var candidate = rounded.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (round(candidate).compareTo(rounded) == 0) return RegoNumber.of(candidate.stripTrailingZeros());
        }
        return RegoNumber.of(rounded);
    }
}
