package org.attestry.rego.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.EvalResult;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.value.RegoValue;

/** {@code policy eval}: evaluates a query over policies and data. */
public final class PolicyEval {
    /** The name under which the value of a query stands that is one expression. */
    public static final String VALUE = "value";

    private static final String QUERY = "query";

    private PolicyEval() {}

    /**
     * The bindings of {@code query}: one object for each way in which it holds, none where it does not.
     *
     * <p>A query that is one term, such as {@code data.policy.allow} or {@code 1 + 1}, gives its value as {@link #VALUE}, {@code false}
     * too.
     *
     * @throws RegoCompileException where the policies or the query do not compile
     * @throws org.attestry.rego.error.RegoEvaluationException where the evaluation fails
     */
    public static EvalResult run(PolicyFiles files, String query, Optional<RegoValue> input, EvalOptions options)
            throws RegoCompileException {
        var asked = isTerm(query) ? VALUE + " = (" + query + ")" : query;
        var policy = RegoCompiler.standard().compileQueries(files.modules(), files.data(), Map.of(QUERY, asked));
        return policy.evaluate(QUERY, input.orElse(null), options);
    }

    private static boolean isTerm(String query) throws RegoCompileException {
        List<Expr> body = Parser.query("<query>", query, Limits.DEFAULT);
        return body.size() == 1
                && body.getFirst().kind() instanceof Expr.Kind.Holds
                && !body.getFirst().negated()
                && body.getFirst().withs().isEmpty();
    }
}
