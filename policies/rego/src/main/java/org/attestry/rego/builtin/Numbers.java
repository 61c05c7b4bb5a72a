package org.attestry.rego.builtin;

import static org.attestry.rego.builtin.Args.integer;
import static org.attestry.rego.builtin.Args.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoValue;

/** Comparison, arithmetic, rounding, ranges and bits. */
final class Numbers {
    private static final int MOST_BITS = 1 << 16;
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private Numbers() {}

    static List<Builtin> all() {
        return List.of(
                Comparison.of("equal", false, true, false),
                Comparison.of("eq", false, true, false),
                Comparison.of("neq", true, false, true),
                Comparison.of("lt", true, false, false),
                Comparison.of("lte", true, true, false),
                Comparison.of("gt", false, false, true),
                Comparison.of("gte", false, true, true),
                Builtin.of("plus", "number, number -> number", (c, a) -> plus(number(a[0]), number(a[1]))),
                Builtin.of("minus", "number|set, number|set -> number|set", (c, a) -> minus(a[0], a[1])),
                Builtin.of("mul", "number, number -> number", (c, a) -> times(number(a[0]), number(a[1]))),
                Builtin.of("div", "number, number -> number", (c, a) -> divide(number(a[0]), number(a[1]))),
                Builtin.of("rem", "number, number -> number", (c, a) -> remainder(number(a[0]), number(a[1]))),
                Builtin.of("abs", "number -> number", (c, a) -> abs(number(a[0]))),
                Builtin.of("round", "number -> number", (c, a) -> nearest(number(a[0]))),
                Builtin.of("ceil", "number -> number", (c, a) -> rounded(number(a[0]), RoundingMode.CEILING)),
                Builtin.of("floor", "number -> number", (c, a) -> rounded(number(a[0]), RoundingMode.FLOOR)),
                Builtin.of(
                        "numbers.range",
                        "number, number -> array[number]",
                        (c, a) -> range(c, integer(a[0]), integer(a[1]), BigInteger.ONE)),
                Builtin.of("numbers.range_step", "number, number, number -> array[number]", (c, a) -> stepped(c, a)),
                Builtin.of(
                        "bits.or",
                        "number, number -> number",
                        (c, a) -> RegoNumber.of(integer(a[0]).or(integer(a[1])))),
                Builtin.of(
                        "bits.and",
                        "number, number -> number",
                        (c, a) -> RegoNumber.of(integer(a[0]).and(integer(a[1])))),
                Builtin.of(
                        "bits.xor",
                        "number, number -> number",
                        (c, a) -> RegoNumber.of(integer(a[0]).xor(integer(a[1])))),
                Builtin.of(
                        "bits.negate",
                        "number -> number",
                        (c, a) -> RegoNumber.of(integer(a[0]).not())),
                Builtin.of(
                        "bits.lsh",
                        "number, number -> number",
                        (c, a) -> RegoNumber.of(integer(a[0]).shiftLeft(shift(c, a[1])))),
                Builtin.of(
                        "bits.rsh",
                        "number, number -> number",
                        (c, a) -> RegoNumber.of(integer(a[0]).shiftRight(shift(c, a[1])))));
    }

    static RegoNumber plus(RegoNumber a, RegoNumber b) {
        if (a.isSmall() && b.isSmall()) {
            long sum = a.smallValue() + b.smallValue();
            if (((a.smallValue() ^ sum) & (b.smallValue() ^ sum)) >= 0) return RegoNumber.of(sum);
        }
        return BinaryFloat.number(BinaryFloat.round(a.bigValue()).add(BinaryFloat.round(b.bigValue())));
    }

    private static RegoValue minus(RegoValue a, RegoValue b) {
        if (a instanceof RegoNumber x && b instanceof RegoNumber y) return minus(x, y);
        if (!(a instanceof RegoSet x) || !(b instanceof RegoSet y)) {
            throw BuiltinFailure.type("minus: operand 2 must be " + a.typeName() + " but got " + b.typeName());
        }
        var left = Building.set(x.size());
        for (var item : x) if (!y.contains(item)) Building.add(left, item);
        return left;
    }

    private static RegoNumber minus(RegoNumber a, RegoNumber b) {
        if (a.isSmall() && b.isSmall()) {
            long difference = a.smallValue() - b.smallValue();
            if (((a.smallValue() ^ b.smallValue()) & (a.smallValue() ^ difference)) >= 0)
                return RegoNumber.of(difference);
        }
        return BinaryFloat.number(BinaryFloat.round(a.bigValue()).subtract(BinaryFloat.round(b.bigValue())));
    }

    static RegoNumber times(RegoNumber a, RegoNumber b) {
        if (a.isSmall() && b.isSmall() && Math.multiplyHigh(a.smallValue(), b.smallValue()) == 0) {
            long product = a.smallValue() * b.smallValue();
            if (product >= 0) return RegoNumber.of(product);
        }
        return BinaryFloat.number(BinaryFloat.round(a.bigValue()).multiply(BinaryFloat.round(b.bigValue())));
    }

    private static RegoNumber divide(RegoNumber a, RegoNumber b) {
        if (b.bigValue().signum() == 0) throw BuiltinFailure.of("divide by zero");
        if (a.isSmall() && b.isSmall() && a.smallValue() % b.smallValue() == 0)
            return RegoNumber.of(BigInteger.valueOf(a.smallValue()).divide(BigInteger.valueOf(b.smallValue())));
        return BinaryFloat.quotient(a.bigValue(), b.bigValue());
    }

    /** By OPA's measure a divisor is zero where its last 64 bits are. */
    private static RegoNumber remainder(RegoNumber a, RegoNumber b) {
        if (!a.isInteger() || !b.isInteger()) throw BuiltinFailure.of("modulo on floating-point number");
        if (integer(b).longValue() == 0) throw BuiltinFailure.of("modulo by zero");
        return RegoNumber.of(integer(a).remainder(integer(b)));
    }

    private static RegoNumber abs(RegoNumber a) {
        return a.isSmall()
                ? RegoNumber.of(BigInteger.valueOf(a.smallValue()).abs())
                : BinaryFloat.number(a.bigValue().abs());
    }

    private static RegoNumber rounded(RegoNumber a, RoundingMode mode) {
        return a.isSmall() && Math.abs(a.smallValue()) < 1L << 62
                ? a
                : BinaryFloat.number(BinaryFloat.round(a.bigValue()).setScale(0, mode));
    }

    /** Half is added before the rest is cut off: where that needs a bit too many, the sum is rounded first. */
    private static RegoNumber nearest(RegoNumber a) {
        if (a.isSmall() && Math.abs(a.smallValue()) < 1L << 62) return a;
        var half = a.bigValue().signum() < 0 ? HALF.negate() : HALF;
        var sum = BinaryFloat.round(BinaryFloat.round(a.bigValue()).add(half));
        return BinaryFloat.number(sum.setScale(0, RoundingMode.DOWN));
    }

    private static RegoArray stepped(BuiltinContext context, RegoValue[] a) {
        var step = integer(a[2]);
        if (step.signum() <= 0) throw BuiltinFailure.of("numbers.range_step: step must be a positive integer");
        return range(context, integer(a[0]), integer(a[1]), step);
    }

    private static RegoArray range(BuiltinContext context, BigInteger from, BigInteger to, BigInteger step) {
        var count = to.subtract(from).abs().divide(step).add(BigInteger.ONE);
        context.charge(count.bitLength() > 40 ? 1L << 40 : count.longValue());
        var signed = to.compareTo(from) >= 0 ? step : step.negate();
        var numbers = Building.array(count.intValue());
        var next = from;
        for (int i = 0; i < count.intValue(); i++, next = next.add(signed))
            Building.append(numbers, RegoNumber.of(next));
        return numbers;
    }

    private static int shift(BuiltinContext context, RegoValue by) {
        var bits = integer(by);
        if (bits.signum() < 0)
            throw BuiltinFailure.type("must be an unsigned integer number but got a negative integer");
        if (bits.bitLength() > 20) throw BuiltinFailure.of("number out of range");
        context.charge(bits.intValue() / 8);
        if (bits.intValue() > MOST_BITS) throw BuiltinFailure.of("number out of range");
        return bits.intValue();
    }

    static BigDecimal decimal(RegoValue value) {
        return number(value).bigValue();
    }
}
