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
    private static final Set<String> UNREPLACEABLE = Set.of("eq", "rego.metadata.chain", "rego.metadata.rule");

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

        var seen = new HashSet<String>();
        for (var arg : head.args() == null ? List.<Term>of() : head.args()) {
            if (!(arg instanceof Term.Var v)) illegal(rule, "arguments cannot contain " + kind(arg));
            else if (!seen.add(v.name())) illegal(rule, "arguments cannot be repeated " + v.name());
        }
    }

    private void illegal(Rule rule, String reason) {
        illegal(rule.loc(), reason, errors);
    }

    /** OPA finds it while parsing, and blames the rule. */
    private static void illegal(Loc loc, String reason, Errors errors) {
        errors.add(loc, RegoError.PARSE, "illegal default rule (" + reason + ")");
    }

    private static String kind(Term term) {
        return switch (term) {
            case Term.Scalar s -> s.value().typeName();
            case Term.ArrayTerm _ -> "array";
            case Term.SetTerm _ -> "set";
            case Term.ObjectTerm _ -> "object";
            case Ref _ -> "ref";
            case Term.Var _, Term.FunctionName _ -> "var";
            case Term.Call _ -> "call";
            case Term.ArrayCompr _ -> "arraycomprehension";
            case Term.SetCompr _ -> "setcomprehension";
            case Term.ObjectCompr _ -> "objectcomprehension";
            case Term.Template _ -> "templatestring";
        };
    }

    /** A default must be known without evaluating anything; comprehensions are let through, as by OPA. */
    static void constantDefault(Rule resolved, Errors errors) {
        for (var branch : resolved.branches()) constant(branch.value(), resolved.loc(), errors);
    }

    private static void constant(Term value, Loc loc, Errors errors) {
        switch (value) {
            case Ref _, Term.Var _, Term.Call _ -> illegal(loc, "value cannot contain " + kind(value), errors);
            case Term.Scalar _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> Vars.children(value, child -> constant(child, loc, errors));
        }
    }

    void body(List<Expr> body) {
        for (var expr : body) {
            Effort.take(1);
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
            for (var with : expr.withs()) replaced.add(name(with.target()));
            Vars.closures(expr, this::collectReplaced, _ -> {});
        }
    }

    /** A reference is named by all its steps, by every expression that a modifier is for. */
    private static String name(Term target) {
        Effort.take(target instanceof Ref ref ? ref.path().size() : 1);
        return target.toString();
    }

    private void with(Expr.With with) {
        if (with.target() instanceof Ref ref && (ref.isRoot("input") || ref.isRoot("data"))) {
            if (ref.groundPrefix() < ref.path().size()) {
                errors.add(
                        with.loc(),
                        RegoError.TYPE,
                        "with keyword target must be a ground reference to input, data or a function");
            }
        } else {
            builtinTarget(name(with.target()), with.loc());
        }
        replacement(with);
    }

    private void builtinTarget(String name, Loc loc) {
        var replacing = "with keyword replacing built-in function: ";
        if (UNREPLACEABLE.contains(name)) {
            errors.add(loc, RegoError.COMPILE, replacing + "replacement of \"" + name + "\" invalid");
        } else if (name.startsWith("internal.")) {
            errors.add(loc, RegoError.COMPILE, replacing + "replacement of internal function \"" + name + "\" invalid");
        } else if (name.equals("walk")) {
            errors.add(loc, RegoError.COMPILE, replacing + "target must not be a relation");
        } else if (name.equals("print")) {
            errors.add(loc, RegoError.COMPILE, replacing + "target must not be a void function");
        } else if (builtins.arity(name) == null) {
            errors.add(loc, RegoError.TYPE, "with keyword target must reference existing input, data, or a function");
        }
    }

    /** A function that stands in for another takes as many arguments. */
    private void replacement(Expr.With with) {
        int wanted = arity(name(with.target()));
        int given = with.value() instanceof Term.FunctionName || with.value() instanceof Ref
                ? arity(name(with.value()))
                : -1;
        if (wanted >= 0 && given >= 0 && wanted != given)
            errors.add(with.loc(), RegoError.TYPE, with.target() + ": arity mismatch");
    }
}
