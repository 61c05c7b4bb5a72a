package org.attestry.rego;

import java.util.Map;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.eval.DataPaths;
import org.attestry.rego.eval.Executable;
import org.attestry.rego.eval.Executable.MissingBuiltin;
import org.attestry.rego.eval.Run;
import org.attestry.rego.ir.Policy;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Compiled modules with their data: immutable, evaluated by any number of threads at once.
 *
 * <p>{@link #withData} gives a policy with other data at the price of three small objects; long arrays in the data are
 * indexed when {@code in} first asks them, once for all evaluations.
 */
public final class CompiledPolicy {
    private final Policy plan;
    private final Map<String, Builtin> builtins;
    private final Executable fast;
    private final RegoObject data;
    private final DataPaths paths;
    private volatile @Nullable Executable observed;

    private CompiledPolicy(Policy plan, Map<String, Builtin> builtins, Executable fast, RegoObject data) {
        this.plan = plan;
        this.builtins = builtins;
        this.fast = fast;
        this.data = data;
        this.paths = fast.paths(data);
    }

    static CompiledPolicy of(Policy plan, Map<String, Builtin> builtins, RegoObject data) throws MissingBuiltin {
        return new CompiledPolicy(plan, builtins, Executable.assemble(plan, builtins, false), data);
    }

    public CompiledPolicy withData(RegoObject other) {
        return new CompiledPolicy(plan, builtins, fast, other);
    }

    public RegoObject data() {
        return data;
    }

    /** The plan in OPA's intermediate representation. */
    public Policy plan() {
        return plan;
    }

    /** True for the entry points and queries this policy was compiled for. */
    public boolean has(String entrypoint) {
        return fast.has(entrypoint);
    }

    /**
     * Evaluates an entry point.
     *
     * @param input null for none, which is not the same as JSON's null
     * @throws RegoEvaluationException where there is no result; read it as a refusal
     * @throws IllegalArgumentException where the policy was not compiled for {@code entrypoint}
     */
    public EvalResult evaluate(String entrypoint, @Nullable RegoValue input, EvalOptions options) {
        if (options.explain()) return explained(entrypoint, input, options);
        var run = new Run(
                fast.functions(), paths, options.now(), options.limits(), options.strictErrors(), Recorder.NOTHING);
        var bindings = fast.run(entrypoint, input, run);
        return new EvalResult(bindings, options.limits().fuel() - run.fuel(), Explanation.NONE);
    }

    private EvalResult explained(String entrypoint, @Nullable RegoValue input, EvalOptions options) {
        var recorder = new Recorder();
        var executable = observed();
        var run = new Run(
                executable.functions(),
                executable.paths(data),
                options.now(),
                options.limits(),
                options.strictErrors(),
                recorder);
        var bindings = executable.run(entrypoint, input, run);
        return new EvalResult(bindings, options.limits().fuel() - run.fuel(), recorder.explanation());
    }

    private Executable observed() {
        var known = observed;
        if (known == null) {
            try {
                known = Executable.assemble(plan, builtins, true);
            } catch (MissingBuiltin e) {
                throw new IllegalStateException(e);
            }
            observed = known;
        }
        return known;
    }
}
