package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.compile.Program;
import org.attestry.rego.value.RegoString;

/**
 * The {@code with} modifiers of one expression, sorted.
 *
 * @param paths into the documents, {@code input} or {@code data} first, one for each of {@code values}
 * @param functions what is replaced by what; see {@link Replacements#functions}
 */
record WithTargets(List<List<String>> paths, List<Term> values, Map<String, String> functions) {
    static WithTargets of(List<Expr.With> withs, Program program) {
        var paths = new ArrayList<List<String>>();
        var values = new ArrayList<Term>();
        var functions = new LinkedHashMap<String, String>();
        for (var with : withs) {
            Effort.take(with.target() instanceof Ref ref ? ref.path().size() : 1);
            var target = with.target().toString();
            if (!isFunction(target, program)) {
                paths.add(path((Ref) with.target()));
                values.add(with.value());
                continue;
            }
            var callee = with.value().toString();
            if ((with.value() instanceof Ref || with.value() instanceof Term.FunctionName)
                    && isFunction(callee, program)) {
                functions.put(target, callee);
            } else {
                functions.put(target, Replacements.VALUE);
                paths.add(List.of("data", Replacements.VALUES, target));
                values.add(with.value());
            }
        }
        return new WithTargets(paths, values, functions);
    }

    /** True for the full name of a function of ours or the name of a builtin. */
    static boolean isFunction(String name, Program program) {
        return program.tree().function(name) != null || program.builtins().arity(name) != null;
    }

    private static List<String> path(Ref target) {
        var steps = new ArrayList<String>();
        steps.add(target.head().toString());
        for (var step : target.path()) {
            if (step instanceof Scalar(var value, var _) && value instanceof RegoString s) steps.add(s.value());
            else throw new IllegalStateException("a checked target is ground");
        }
        return steps;
    }

    /** The documents that are replaced in part or whole. */
    Set<String> roots() {
        var roots = new LinkedHashSet<String>();
        for (var path : paths) roots.add(path.getFirst());
        return roots;
    }
}
