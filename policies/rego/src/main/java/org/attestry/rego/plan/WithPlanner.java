package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.compile.Program;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoString;

/**
 * Plans {@code with}: the documents are replaced around the expression, and the originals are put back around what
 * follows it.
 */
final class WithPlanner {
    private final Planner p;
    private final Program program;

    WithPlanner(Planner planner, Program program) {
        this.p = planner;
        this.program = program;
    }

    void with(Expr expr, Runnable then) {
        var sorted = WithTargets.of(expr.withs(), program);
        p.values(sorted.values(), operands -> {
            var saved = new LinkedHashMap<Integer, Integer>();
            for (var root : sorted.roots()) {
                int original = p.names.get(root);
                int copy = p.local();
                p.emit(new Stmt.AssignVar(Emitter.of(original), copy, p.loc));
                saved.put(original, copy);
            }
            var before = p.replacements;
            p.replacements = p.replacements.with(sorted.functions(), hidden(sorted.paths()));
            replaced(
                    sorted,
                    operands,
                    0,
                    () -> p.kind(expr.kind(), () -> {
                        var during = p.replacements;
                        p.replacements = before;
                        restored(new ArrayList<>(saved.entrySet()), 0, then);
                        p.replacements = during;
                    }));
            p.replacements = before;
        });
    }

    private Set<String> hidden(List<List<String>> paths) {
        var hidden = new LinkedHashSet<String>();
        for (var path : paths) {
            if (!path.getFirst().equals("data")) continue;
            var node = program.tree();
            for (var step : path.subList(1, path.size())) {
                var child = node.child(RegoString.of(step));
                if (child == null) {
                    node = null;
                    break;
                }
                node = child;
            }
            if (node != null) hidden.add(node.path());
        }
        return hidden;
    }

    private void replaced(WithTargets targets, List<Operand> values, int index, Runnable then) {
        if (index == values.size()) {
            then.run();
            return;
        }
        var path = targets.paths().get(index);
        var inner = p.nested(() -> replaced(targets, values, index + 1, then));
        p.emit(new Stmt.With(
                p.names.get(path.getFirst()), path.subList(1, path.size()), values.get(index), inner, p.loc));
    }

    private void restored(List<Map.Entry<Integer, Integer>> saved, int index, Runnable then) {
        if (index == saved.size()) {
            then.run();
            return;
        }
        var entry = saved.get(index);
        var inner = p.nested(() -> restored(saved, index + 1, then));
        p.emit(new Stmt.With(entry.getKey(), List.of(), Emitter.of(entry.getValue()), inner, p.loc));
    }
}
