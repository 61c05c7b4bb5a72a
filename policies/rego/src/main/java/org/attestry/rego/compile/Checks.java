package org.attestry.rego.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.error.RegoError;
import org.jspecify.annotations.Nullable;

/** What can be said about rules once they stand side by side: conflicts, calls, defaults, replacements. */
final class Checks {
    private final RuleTree tree;
    private final Signatures builtins;
    private final Errors errors;
    private final Set<String> replaced = new HashSet<>();

    Checks(RuleTree tree, Signatures builtins, Errors errors) {
        this.tree = tree;
        this.builtins = builtins;
        this.errors = errors;
    }

    /** Before the tree is merged: each node's rules must agree on what they are. */
    void conflicts(RuleTree node) {
        if (!node.rules().isEmpty()) agree(node);
        node.children().forEach(this::conflicts);
    }

    private void agree(RuleTree node) {
        var first = node.rules().getFirst();
        int defaults = 0;
        for (var rule : node.rules()) {
            if (rule.isDefault() && ++defaults > 1) {
                errors.add(rule.loc(), RegoError.TYPE, "multiple default rules " + node.path() + " found");
            }
            if (kind(rule) != kind(first) || rule.head().arity() != first.head().arity()) {
                errors.add(rule.loc(), RegoError.TYPE, "conflicting rules " + node.path() + " found");
            }
        }
        for (var child : node.children()) {
            boolean open = first.head().ref().groundPrefix()
                    < first.head().ref().path().size();
            if (open && !first.head().isFunction()) continue;
            var below = firstRule(child);
            if (below != null)
                errors.add(below.loc(), RegoError.TYPE, "rule " + node.path() + " conflicts with " + child.path());
        }
    }

    private static @Nullable Rule firstRule(RuleTree node) {
        if (!node.rules().isEmpty()) return node.rules().getFirst();
        for (var child : node.children()) {
            var found = firstRule(child);
            if (found != null) return found;
        }
        return null;
    }

    private enum RuleKind {
        FUNCTION,
        COMPLETE,
        SET,
        OPEN
    }

    private static RuleKind kind(Rule rule) {
        var head = rule.head();
        if (head.isFunction()) return RuleKind.FUNCTION;
        if (head.ref().groundPrefix() < head.ref().path().size()) return RuleKind.OPEN;
        return head.contains() != null ? RuleKind.SET : RuleKind.COMPLETE;
    }

    void rule(Rule rule) {
        if (rule.isDefault()) defaultRule(rule);
        for (var branch : rule.branches()) body(branch.body());
    }

    private void defaultRule(Rule rule) {
        var head = rule.head();
        if (head.contains() != null
                || (!head.isFunction()
                        && head.ref().groundPrefix() < head.ref().path().size())) {
            errors.add(rule.loc(), RegoError.COMPILE, "default rules must not be partial");
        }

        if (head.args() != null) {
            for (var arg : head.args())
                if (!(arg instanceof Term.Var))
                    errors.add(arg.loc(), RegoError.COMPILE, "default functions may only have variables as arguments");
        }
    }

    /** A default must be known without evaluating anything; comprehensions are let through, as by OPA. */
    static void constantDefault(Rule resolved, Errors errors) {
        for (var branch : resolved.branches()) constant(branch.value(), errors);
    }

    private static void constant(Term value, Errors errors) {
        switch (value) {
            case Ref ref -> errors.add(ref.loc(), RegoError.COMPILE, "default value must not contain references");
            case Term.Var v -> errors.add(v.loc(), RegoError.COMPILE, "default value must not contain variables");
            case Term.Call call -> errors.add(call.loc(), RegoError.COMPILE, "default value must not contain calls");
            case Term.Scalar _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> Vars.children(value, child -> constant(child, errors));
        }
    }

    void body(List<Expr> body) {
        for (var expr : body) {
            if (expr.kind() instanceof Kind.Invoke invoke) call(invoke, expr.loc());
            Vars.closures(expr, this::body, _ -> {});
            for (var with : expr.withs()) with(with);
        }
    }

    private void call(Kind.Invoke invoke, Loc loc) {
        var name = invoke.callee();
        int arity = arity(name);
        if (arity < 0) {
            errors.add(loc, RegoError.TYPE, "undefined function " + name);
            return;
        }
        var refusal = name.startsWith("data.") || replaced.contains(name) ? null : builtins.refusal(name);
        if (refusal != null) errors.add(loc, RegoError.TYPE, refusal);
        int given = invoke.args().size();
        boolean captured = given == arity + 1 && invoke.result() == null;
        if (given != arity && !captured) {
            errors.add(
                    loc,
                    RegoError.TYPE,
                    "function " + name + " has arity " + arity + ", got " + given
                            + (given == 1 ? " argument" : " arguments"));
        }
    }

    /** OPA refuses these calls in modules of Rego v1 alone, also where {@code with} would replace them. */
    void deprecated(List<Expr> body) {
        for (var expr : body) {
            if (expr.kind() instanceof Kind.Invoke invoke && builtins.deprecated(invoke.callee()))
                errors.add(
                        expr.loc(),
                        RegoError.TYPE,
                        "deprecated built-in function calls in expression: " + invoke.callee());
            Vars.closures(expr, this::deprecated, _ -> {});
        }
    }

    /** The arity of a function or builtin, -1 where there is none. */
    int arity(String name) {
        var node = tree.function(name);
        if (node != null) return node.arity();
        if (name.startsWith("data.")) return -1;
        var arity = builtins.arity(name);
        return arity == null ? -1 : arity;
    }

    /** Notes which functions some expression replaces: only those may be named though they are refused. */
    void collectReplaced(List<Expr> body) {
        for (var expr : body) {
            for (var with : expr.withs()) replaced.add(with.target().toString());
            Vars.closures(expr, this::collectReplaced, _ -> {});
        }
    }

    private void with(Expr.With with) {
        if (with.target() instanceof Ref ref && (ref.isRoot("input") || ref.isRoot("data"))) {
            if (ref.groundPrefix() < ref.path().size()) {
                errors.add(
                        with.loc(),
                        RegoError.TYPE,
                        "with keyword target must be a ground reference to input, data or a function");
            }
        } else if (builtins.arity(with.target().toString()) == null) {
            errors.add(
                    with.loc(),
                    RegoError.TYPE,
                    "with keyword target must reference existing input, data, or a function");
        }
    }
}
