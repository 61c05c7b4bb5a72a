package org.attestry.rego.ir;

import java.util.List;

/** All that an evaluator needs but the documents and the builtins. */
public record Policy(List<Plan> plans, List<Func> funcs) {
    public Policy {
        plans = List.copyOf(plans);
        funcs = List.copyOf(funcs);
    }
}
