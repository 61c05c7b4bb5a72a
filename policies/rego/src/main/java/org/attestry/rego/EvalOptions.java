package org.attestry.rego;

import java.time.Instant;
import org.attestry.rego.error.Limits;

/**
 * How one evaluation is run.
 *
 * @param now what {@code time.now_ns} gives
 * @param limits fuel, elements, depth and time it may spend
 * @param strictErrors an error of a builtin ends the evaluation; otherwise its call is undefined, as in OPA
 * @param explain record which rules were reached, see {@link Explanation}; several times slower
 */
public record EvalOptions(Instant now, Limits limits, boolean strictErrors, boolean explain) {
    public static EvalOptions at(Instant now) {
        return new EvalOptions(now, Limits.DEFAULT, false, false);
    }

    public EvalOptions withLimits(Limits other) {
        return new EvalOptions(now, other, strictErrors, explain);
    }

    public EvalOptions withStrictErrors() {
        return new EvalOptions(now, limits, true, explain);
    }

    public EvalOptions explaining() {
        return new EvalOptions(now, limits, strictErrors, true);
    }
}
