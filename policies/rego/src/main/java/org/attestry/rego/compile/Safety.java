package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.RegoNull;

/**
 * Orders bodies so that every variable is known where it is needed, and reports those that never are.
 *
 * <p>An expression may go next when all its variables are known or become known by it: by unification with something
 * known, as a key of a reference whose head is known, or as the result of a call.
 */
final class Safety {
    private final Errors errors;
    private final ToIntFunction<String> arity;

    /** @param arity of a function by its name, or -1 where there is none */
    Safety(Errors errors, ToIntFunction<String> arity) {
        this.errors = errors;
        this.arity = arity;
    }

    Rule check(Rule rule) {
        var known = new LinkedHashSet<String>();
        var args = rule.head().args();
        if (args != null) args.forEach(arg -> known.addAll(patternVars(arg)));
        var branches = new ArrayList<Rule.Branch>();
        for (var branch : rule.branches()) {
            var after = copy(known);
            var body = order(branch.body(), after);
            if (branches.isEmpty()) head(rule.head(), after);
            require(branch.value(), after);
            branches.add(new Rule.Branch(branch.value(), body, branch.loc()));
        }
        return rule.with(rule.head(), branches);
    }

    private static Set<String> copy(Set<String> known) {
        Effort.take(known.size());
        return new LinkedHashSet<>(known);
    }

    private void head(Rule.Head head, Set<String> known) {
        head.ref().path().forEach(step -> require(step, known));
        if (head.contains() != null) require(head.contains(), known);
    }

    private static Set<String> patternVars(Term term) {
        var found = new LinkedHashSet<String>();
        Vars.walk(term, false, v -> found.add(v.name()));
        return found;
    }

    private void require(Term term, Set<String> known) {
        Vars.walk(term, false, v -> {
            if (!known.contains(v.name())) unsafe(v.name(), v.loc());
        });
    }

    private void unsafe(String name, Loc loc) {
        if (name.startsWith("$local")) return;
        errors.add(loc, RegoError.UNSAFE_VAR, "var " + Vars.shown(name) + " is unsafe");
    }

    List<Expr> query(List<Expr> body) {
        return order(body, new LinkedHashSet<>());
    }

    /** @param known grows by what the body makes known */
    private List<Expr> order(List<Expr> body, Set<String> known) {
        var bodyVars = Vars.of(body);
        Effort.take(known.size());
        bodyVars.addAll(known);
        var left = new ArrayList<>(body);
        var ordered = new ArrayList<Expr>();
        while (!left.isEmpty()) {
            int before = left.size();
            for (var i = left.iterator(); i.hasNext(); ) {
                var expr = i.next();
                var outputs = outputs(expr, known);
                if (!ready(expr, known, outputs, bodyVars)) continue;
                i.remove();
                known.addAll(outputs);
                ordered.add(closures(expr, known));
            }
            if (left.size() == before) {
                report(left, known, bodyVars);
                break;
            }
        }
        return ordered;
    }

    private static boolean ready(Expr expr, Set<String> known, Set<String> outputs, Set<String> bodyVars) {
        for (var v : Vars.of(expr)) if (!known.contains(v) && !outputs.contains(v)) return false;
        for (var v : Vars.inClosures(expr)) if (bodyVars.contains(v) && !known.contains(v)) return false;
        return true;
    }

    private void report(List<Expr> left, Set<String> known, Set<String> bodyVars) {
        int before = errors.count();
        for (var expr : left) {
            Vars.walk(expr, false, v -> {
                if (!known.contains(v.name())) unsafe(v.name(), v.loc());
            });
            for (var v : Vars.inClosures(expr)) {
                if (bodyVars.contains(v) && !known.contains(v)) unsafe(v, expr.loc());
            }
        }
        if (errors.count() == before) errors.add(left.getFirst().loc(), RegoError.UNSAFE_VAR, "expression is unsafe");
    }

    /** What {@code expr} makes known, given what is known. */
    private Set<String> outputs(Expr expr, Set<String> known) {
        if (expr.negated()) return Set.of();
        for (var with : expr.withs()) if (!known.containsAll(Vars.of(with.value()))) return Set.of();
        return switch (expr.kind()) {
            case Kind.Holds(var term) -> keys(term, known);
            case Kind.Unify(var left, var right) -> {
                var found = keys(left, known);
                found.addAll(keys(right, known));
                yield Unifier.unify(known, found, left, right);
            }
            case Kind.Invoke invoke -> results(invoke, known);
            case Kind.Every _, Kind.Some _, Kind.SomeIn _, Kind.Assign _ -> Set.of();
        };
    }

    private Set<String> results(Kind.Invoke invoke, Set<String> known) {
        var found = new LinkedHashSet<String>();
        int inputs = Math.max(arity.applyAsInt(invoke.callee()), 0);
        var args = invoke.args();
        for (int i = 0; i < Math.min(inputs, args.size()); i++) found.addAll(keys(args.get(i), known));
        for (int i = 0; i < Math.min(inputs, args.size()); i++) {
            for (var v : Vars.of(args.get(i))) if (!known.contains(v) && !found.contains(v)) return Set.of();
        }
        for (int i = inputs; i < args.size(); i++) found.addAll(patternVars(args.get(i)));
        if (invoke.result() != null) found.addAll(leaves(invoke.result()));
        return found;
    }

    private static Set<String> leaves(Term pattern) {
        return Unifier.unify(Set.of(), Set.of(), pattern, new Term.Scalar(RegoNull.NULL, pattern.loc()));
    }

    /** Variables in the keys of references whose head is known. */
    private static Set<String> keys(Term term, Set<String> known) {
        var found = new LinkedHashSet<String>();
        collectKeys(term, known, found);
        return found;
    }

    private static void collectKeys(Term term, Set<String> known, Set<String> found) {
        if (term instanceof Term.Ref(var head, var path, var _)) {
            if (head instanceof Var v
                    && !v.name().equals("input")
                    && !v.name().equals("data")
                    && !known.contains(v.name())) return;
            for (var step : path) found.addAll(patternVars(step));
        } else {
            Vars.children(term, child -> collectKeys(child, known, found));
        }
    }

    /** Orders the bodies inside of an expression. */
    private Expr closures(Expr expr, Set<String> known) {
        return switch (expr.kind()) {
            case Kind.Unify(var left, var right) ->
                expr.withKind(new Kind.Unify(closed(left, known), closed(right, known)));
            case Kind.Holds(var term) -> expr.withKind(new Kind.Holds(closed(term, known)));
            case Kind.Invoke(var callee, var args, var result) ->
                expr.withKind(new Kind.Invoke(
                        callee, args.stream().map(arg -> closed(arg, known)).toList(), result));
            case Kind.Every every -> every(expr, every, known);
            case Kind.Some _, Kind.SomeIn _, Kind.Assign _ -> expr;
        };
    }

    private Expr every(Expr expr, Kind.Every every, Set<String> known) {
        var inner = copy(known);
        if (every.key() != null) inner.addAll(patternVars(every.key()));
        inner.addAll(patternVars(every.value()));
        return expr.withKind(new Kind.Every(every.key(), every.value(), every.domain(), order(every.body(), inner)));
    }

    private Term closed(Term term, Set<String> known) {
        return switch (term) {
            case Term.ArrayCompr c -> {
                var inner = copy(known);
                var body = order(c.body(), inner);
                require(c.item(), inner);
                yield new Term.ArrayCompr(c.item(), body, c.loc());
            }
            case Term.SetCompr c -> {
                var inner = copy(known);
                var body = order(c.body(), inner);
                require(c.item(), inner);
                yield new Term.SetCompr(c.item(), body, c.loc());
            }
            case Term.ObjectCompr c -> {
                var inner = copy(known);
                var body = order(c.body(), inner);
                require(c.key(), inner);
                require(c.value(), inner);
                yield new Term.ObjectCompr(c.key(), c.value(), body, c.loc());
            }
            case Term.FunctionName _,
                    Term.Scalar _,
                    Var _,
                    Term.Ref _,
                    Term.Call _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.Template _ -> term;
        };
    }
}
