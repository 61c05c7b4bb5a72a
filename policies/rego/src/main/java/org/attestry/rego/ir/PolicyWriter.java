package org.attestry.rego.ir;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;

/**
 * Writes a policy as the JSON that OPA writes for its plans, for any evaluator of OPA's intermediate representation.
 *
 * <p>What is our own is written in OPA's words: a constant becomes the statements that make it, and marks are left out.
 */
public final class PolicyWriter {
    private PolicyWriter() {}

    /** The policy as JSON. */
    public static RegoObject write(Policy policy) {
        var writer = new StatementWriter();
        var plans = policy.plans().stream().map(writer::plan).toList();
        var funcs = policy.funcs().stream().map(writer::func).toList();
        var fixed = object(
                "strings", texts(writer.strings()),
                "builtin_funcs", builtins(policy),
                "files", texts(writer.files()));
        return object(
                "static", fixed,
                "plans", object("plans", RegoArray.of(plans)),
                "funcs", object("funcs", RegoArray.of(funcs)));
    }

    private static RegoArray texts(Map<String, Integer> texts) {
        return RegoArray.of(texts.keySet().stream()
                .map(text -> object("value", RegoString.of(text)))
                .toList());
    }

    /** The functions that are called and not defined. */
    private static RegoArray builtins(Policy policy) {
        var own = policy.funcs().stream().map(Func::name).collect(Collectors.toSet());
        var called = new TreeSet<String>();
        policy.plans().forEach(plan -> calls(plan.blocks(), called));
        policy.funcs().forEach(func -> calls(func.blocks(), called));
        called.removeAll(own);
        return RegoArray.of(
                called.stream().map(name -> object("name", RegoString.of(name))).toList());
    }

    private static void calls(List<Block> blocks, Set<String> called) {
        for (var block : blocks) {
            for (var stmt : block.stmts()) {
                if (stmt instanceof Stmt.Call call) called.add(call.func());
                calls(stmt.inner(), called);
            }
        }
    }

    static RegoObject object(Object... members) {
        var map = new LinkedHashMap<String, RegoValue>();
        for (int i = 0; i < members.length; i += 2) map.put((String) members[i], (RegoValue) members[i + 1]);
        return RegoObject.of(map);
    }
}
