package org.attestry.rego.error;

import java.time.Duration;

/**
 * What a compile and an evaluation may cost at most.
 *
 * @param sourceChars all modules together
 * @param nesting of terms and bodies in source, and operators in one expression
 * @param rules in all modules together
 * @param planned statements of the plan
 * @param effort steps of one compile, as {@link org.attestry.rego.compile.Effort} counts them
 * @param fuel steps of one evaluation: iterations, calls and what builtins charge
 * @param made elements and bytes that one evaluation makes
 * @param callDepth of rules and functions
 * @param wallTime of one evaluation
 */
public record Limits(
        int sourceChars,
        int nesting,
        int rules,
        int planned,
        long effort,
        long fuel,
        long made,
        int callDepth,
        Duration wallTime) {
    public static final Limits DEFAULT =
            new Limits(1 << 20, 200, 10_000, 1_000_000, 20_000_000, 300_000, 16_000_000, 400, Duration.ofSeconds(2));

    public Limits withEffort(long effort) {
        return new Limits(sourceChars, nesting, rules, planned, effort, fuel, made, callDepth, wallTime);
    }

    public Limits withFuel(long fuel) {
        return new Limits(sourceChars, nesting, rules, planned, effort, fuel, made, callDepth, wallTime);
    }

    public Limits withWallTime(Duration wallTime) {
        return new Limits(sourceChars, nesting, rules, planned, effort, fuel, made, callDepth, wallTime);
    }
}
