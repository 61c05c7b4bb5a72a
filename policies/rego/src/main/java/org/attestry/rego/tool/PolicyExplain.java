package org.attestry.rego.tool;

import java.util.List;
import java.util.Optional;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.EvalResult;
import org.attestry.rego.Explanation;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.value.RegoValue;

/** {@code policy explain}: says which rule decided and where the others stopped. */
public final class PolicyExplain {
    private PolicyExplain() {}

    /**
     * The value of {@code entrypoint}, with what became of each rule that was asked on the way.
     *
     * @throws RegoCompileException where the policies do not compile, or have no such rule
     * @throws org.attestry.rego.error.RegoEvaluationException where the evaluation fails
     */
    public static EvalResult run(PolicyFiles files, String entrypoint, Optional<RegoValue> input, EvalOptions options)
            throws RegoCompileException {
        return RegoCompiler.standard()
                .compile(files.modules(), files.data(), List.of(entrypoint))
                .evaluate(entrypoint, input.orElse(null), options.explaining());
    }

    /** Whether the value of {@code rule} comes from no body of it. */
    public static boolean byDefault(Explanation.Rule rule) {
        return rule.value().isPresent() && rule.bodies().stream().noneMatch(Explanation.Body::held);
    }
}
