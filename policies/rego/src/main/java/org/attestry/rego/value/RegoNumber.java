package org.attestry.rego.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An exact decimal number; {@code 1}, {@code 1.0} and {@code 10e-1} are equal.
 *
 * <p>Integers that fit a {@code long} are held as one. A number as written keeps its digits ({@code 1.0} prints as
 * {@code 1.0}). The exponent is bounded by {@link #MAX_EXPONENT}, because exact arithmetic on {@code 1e1000000000}
 * would be a way to exhaust memory with a dozen bytes.
 */
public final class RegoNumber implements RegoValue {
    /** The largest decimal exponent, in either direction, that a number may have. */
    public static final int MAX_EXPONENT = 5_000;

    private static final RegoNumber[] SMALL = new RegoNumber[1280];

    static {
        for (int i = 0; i < SMALL.length; i++) SMALL[i] = new RegoNumber(i - 256L, null);
    }

    private final long small;
    private final @Nullable BigDecimal big;

    private RegoNumber(long small, @Nullable BigDecimal big) {
        this.small = small;
        this.big = big;
    }

    public static RegoNumber of(long value) {
        return value >= -256 && value < 1024 ? SMALL[(int) value + 256] : new RegoNumber(value, null);
    }

    public static RegoNumber of(BigInteger value) {
        return value.bitLength() < 64 ? of(value.longValue()) : new RegoNumber(0, new BigDecimal(value));
    }

    /**
     * The number that is {@code value}.
     *
     * @throws ArithmeticException where the exponent is beyond {@link #MAX_EXPONENT}
     */
    public static RegoNumber of(BigDecimal value) {
        if (value.scale() == 0 && value.precision() < 19) return of(value.longValue());
        if (!isInRange(value)) throw new ArithmeticException("number out of range");
        if (value.scale() < 0 && value.precision() - value.scale() < 19) return of(value.longValueExact());
        if (value.scale() == 0) return of(value.unscaledValue());
        return new RegoNumber(0, value);
    }

    private static boolean isInRange(BigDecimal value) {
        return Math.abs((long) value.precision() - value.scale()) <= MAX_EXPONENT
                && Math.abs((long) value.scale()) <= MAX_EXPONENT;
    }

    /**
     * Reads JSON's number syntax.
     *
     * @throws NumberFormatException where {@code text} is no number
     * @throws ArithmeticException where the exponent is beyond {@link #MAX_EXPONENT}
     */
    public static RegoNumber parse(String text) {
        if (text.length() < 19 && isInteger(text)) return of(Long.parseLong(text));
        // Whatever its exponent: and to read a million digits takes their square.
        if (digits(text) > 2L * MAX_EXPONENT) throw new ArithmeticException("number out of range");
        var value = new BigDecimal(text);
        // Written with an exponent, a number is no index and no integer to sprintf: it is not held as one.
        return value.scale() < 0 && isInRange(value) ? new RegoNumber(0, value) : of(value);
    }

    /** The digits before an exponent, without leading zeros. */
    private static long digits(String text) {
        return text.chars()
                .takeWhile(c -> c != 'e' && c != 'E')
                .filter(c -> c >= '0' && c <= '9')
                .dropWhile(c -> c == '0')
                .count();
    }

    private static boolean isInteger(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && !(c == '-' && i == 0)) return false;
        }
        return !text.isEmpty();
    }

    /** True where {@link #longValue} is exact without conversion. */
    public boolean isSmall() {
        return big == null;
    }

    /** True for digits alone, without point or exponent: {@code 1.0} and {@code 1e2} are written as floats. */
    public boolean isWrittenAsInteger() {
        return big == null || big.scale() == 0;
    }

    public long smallValue() {
        return small;
    }

    public BigDecimal bigValue() {
        return big == null ? BigDecimal.valueOf(small) : big;
    }

    public boolean isInteger() {
        return big == null || big.stripTrailingZeros().scale() <= 0;
    }

    /**
     * This number as an integer of any size.
     *
     * @throws ArithmeticException where this number is no integer
     */
    public BigInteger bigIntegerValue() {
        return big == null ? BigInteger.valueOf(small) : big.toBigIntegerExact();
    }

    /**
     * This number as an integer of 64 bits.
     *
     * @throws ArithmeticException where this number is no integer of 64 bits
     */
    public long longValue() {
        return big == null ? small : big.longValueExact();
    }

    /**
     * This number as an integer of 32 bits.
     *
     * @throws ArithmeticException where this number is no integer of 32 bits
     */
    public int intValue() {
        return Math.toIntExact(longValue());
    }

    public double doubleValue() {
        return big == null ? small : big.doubleValue();
    }

    @Override
    public int compareTo(RegoValue other) {
        return other instanceof RegoNumber that ? compare(that) : TermOrder.compare(this, other);
    }

    int compare(RegoNumber that) {
        if (big == null && that.big == null) return Long.compare(small, that.small);
        return bigValue().compareTo(that.bigValue());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof RegoNumber that && compare(that) == 0);
    }

    @Override
    public int hashCode() {
        if (big == null) return Long.hashCode(small);
        var stripped = big.stripTrailingZeros();
        if (stripped.scale() > 0) return stripped.hashCode();
        var whole = stripped.toBigInteger();
        return whole.bitLength() < 64 ? Long.hashCode(whole.longValue()) : whole.hashCode();
    }

    @Override
    public String typeName() {
        return "number";
    }

    @Override
    public String toString() {
        if (big == null) return Long.toString(small);
        if (big.scale() < 0) return big.toString().replace("E+", "e");
        return big.scale() - big.precision() <= 400
                ? big.toPlainString()
                : big.toString().replace("E", "e");
    }
}
