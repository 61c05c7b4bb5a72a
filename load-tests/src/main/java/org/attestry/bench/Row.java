package org.attestry.bench;

import java.util.OptionalDouble;

/**
 * One line of a measurement; with a baseline of the same run it has a ratio to it, and with a target it holds or not.
 *
 * @param value in {@code unit}
 * @param baseline in {@code unit} too
 * @param ratio value by baseline
 * @param target what the ratio is held against
 * @param holds true where there is no target
 */
public record Row(
        String name,
        double value,
        String unit,
        OptionalDouble baseline,
        OptionalDouble ratio,
        OptionalDouble target,
        boolean holds) {
    /** A figure by itself. */
    public static Row measured(String name, double value, String unit) {
        return new Row(name, value, unit, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), true);
    }

    /** A figure beside its baseline. */
    public static Row beside(String name, double value, String unit, double baseline) {
        return new Row(
                name,
                value,
                unit,
                OptionalDouble.of(baseline),
                OptionalDouble.of(value / baseline),
                OptionalDouble.empty(),
                true);
    }

    /** A figure that has to be at least {@code target} times its baseline. */
    public static Row atLeast(String name, double value, String unit, double baseline, double target) {
        return held(name, value, unit, baseline, target, value / baseline >= target);
    }

    /** A figure that has to be at most {@code target} times its baseline. */
    public static Row atMost(String name, double value, String unit, double baseline, double target) {
        return held(name, value, unit, baseline, target, value / baseline <= target);
    }

    private static Row held(String name, double value, String unit, double baseline, double target, boolean holds) {
        return new Row(
                name,
                value,
                unit,
                OptionalDouble.of(baseline),
                OptionalDouble.of(value / baseline),
                OptionalDouble.of(target),
                holds);
    }
}
