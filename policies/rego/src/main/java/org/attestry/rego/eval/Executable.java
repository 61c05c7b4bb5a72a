package org.attestry.rego.eval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.ir.Policy;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** An assembled policy: immutable, and run by any number of threads at once. */
public final class Executable {
    private final Map<String, Entry> plans;
    private final int functions;
    private final int dataPaths;

    private record Entry(Node node, int frameSize) {}

    private Executable(Map<String, Entry> plans, int functions, int dataPaths) {
        this.plans = plans;
        this.functions = functions;
        this.dataPaths = dataPaths;
    }

    /**
     * Links all functions and plans of a policy.
     *
     * @param observed tells a {@link Run.Observer} what is reached, at a price
     * @throws MissingBuiltin where the policy calls a builtin that is not in {@code builtins}
     */
    public static Executable assemble(Policy policy, Map<String, Builtin> builtins, boolean observed)
            throws MissingBuiltin {
        try {
            var assembler = new Assembler(builtins, observed);
            assembler.functions(policy);
            var plans = new HashMap<String, Entry>();
            for (var plan : policy.plans()) {
                var node = assembler.plan(plan.blocks());
                plans.put(plan.name(), new Entry(node, assembler.frameSize()));
            }
            return new Executable(plans, policy.funcs().size(), assembler.dataPaths());
        } catch (Assembler.UnknownBuiltin e) {
            throw new MissingBuiltin(String.valueOf(e.getMessage()));
        }
    }

    /** A plan calls a builtin that this engine does not have. */
    public static final class MissingBuiltin extends Exception {
        private static final long serialVersionUID = 1;

        MissingBuiltin(String name) {
            super(name);
        }
    }

    public boolean has(String plan) {
        return plans.containsKey(plan);
    }

    public int functions() {
        return functions;
    }

    /** What is to be remembered about one data document. */
    public DataPaths paths(RegoValue data) {
        return new DataPaths(data, dataPaths);
    }

    /**
     * Runs a plan.
     *
     * @return what it yielded: objects of bindings
     * @throws RegoEvaluationException where rules conflict, a limit is reached, or a builtin fails and errors are strict
     */
    public List<RegoValue> run(String plan, @Nullable RegoValue input, Run run) {
        var entry = plans.get(plan);
        if (entry == null) throw new IllegalArgumentException("no plan of that name: " + plan);
        var frame = new @Nullable Object[entry.frameSize];
        frame[0] = input;
        frame[1] = run.paths.data();
        try {
            int _ = entry.node.run(frame, run);
        } catch (StackOverflowError e) {
            throw new RegoEvaluationException(RegoEvaluationException.Code.DEPTH, "", "evaluation is nested too deep");
        } catch (ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            // A plan from elsewhere may use a local as what it is not; that is found where it happens.
            throw new RegoEvaluationException(
                    RegoEvaluationException.Code.INTERNAL, "", "the plan is not well formed: " + e);
        }
        return run.results();
    }
}
