package org.attestry.rego;

import java.util.List;
import java.util.Optional;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;

/**
 * What an evaluation gave.
 *
 * @param bindings one object for each way in which the query holds; none where it is undefined
 * @param fuelSpent steps
 */
public record EvalResult(List<RegoValue> bindings, long fuelSpent, Explanation explanation) {
    public EvalResult {
        bindings = List.copyOf(bindings);
    }

    /** The value of an entry point: empty where it is undefined. */
    public Optional<RegoValue> value() {
        if (bindings.isEmpty() || !(bindings.getFirst() instanceof RegoObject first)) return Optional.empty();
        return Optional.ofNullable(first.get(RegoCompiler.RESULT));
    }
}
