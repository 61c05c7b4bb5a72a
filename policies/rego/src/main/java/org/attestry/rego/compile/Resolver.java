package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.RegoError;
import org.jspecify.annotations.Nullable;

/**
 * Gives every name its meaning: rules and imports become references into {@code data} and {@code input}, declared
 * variables become unique, assignments become unifications.
 */
final class Resolver {
    private final Globals globals;
    private final Declarations declarations;
    private final Errors errors;
    private final Signatures builtins;
    private Metadata.OfRule metadata = Metadata.NONE;

    /** @param ruleNames of the package, from all its modules */
    Resolver(Ref packagePath, List<Module.Import> imports, Set<String> ruleNames, Signatures builtins, Errors errors) {
        this.globals = new Globals(packagePath, imports, ruleNames);
        this.declarations = new Declarations(errors);
        this.errors = errors;
        this.builtins = builtins;
    }

    Rule resolve(Rule rule, Metadata.OfRule about) {
        metadata = about;
        var outer = new Scope(null);
        var args = rule.head().args();
        List<Term> resolvedArgs = null;
        if (args != null) {
            for (var arg : args) declarations.declareAll(arg, outer, false);
            resolvedArgs = terms(args, outer);
        }
        var branches = new ArrayList<Rule.Branch>();
        Rule.Head head = null;
        for (var branch : rule.branches()) {
            var scope = new Scope(outer);
            var body = body(branch.body(), scope);
            if (head == null) head = head(rule.head(), resolvedArgs, scope);
            branches.add(new Rule.Branch(term(branch.value(), scope), body, branch.loc()));
            declarations.reportUnused(scope);
        }
        if (head == null) throw new IllegalStateException("a rule has at least one branch");
        return rule.with(head, branches);
    }

    private Rule.Head head(Rule.Head head, @Nullable List<Term> args, Scope scope) {
        var name = ((Var) head.ref().head()).name();
        var global = globals.find(name);
        if (global == null) throw new IllegalStateException("rule name is unknown: " + name);
        Effort.take(global.path().size());
        var steps = new ArrayList<>(global.path());
        for (var step : head.ref().path()) steps.add(term(step, scope));
        var item = head.contains() == null ? null : term(head.contains(), scope);
        return new Rule.Head(new Ref(global.head(), steps, head.loc()), args, item, head.loc());
    }

    List<Expr> query(List<Expr> query) {
        var scope = new Scope(null);
        var body = body(query, scope);
        declarations.reportUnused(scope);
        return body;
    }

    private List<Expr> body(List<Expr> body, Scope scope) {
        var resolved = new ArrayList<Expr>();
        for (var expr : body) expr(expr, scope, resolved);
        return resolved;
    }

    private void expr(Expr expr, Scope scope, List<Expr> out) {
        var withs = new ArrayList<Expr.With>();
        for (var with : expr.withs())
            withs.add(new Expr.With(target(with.target(), scope), replacement(with.value(), scope), with.loc()));
        Kind kind = switch (expr.kind()) {
            case Kind.Holds(var term) -> holds(term, scope, expr);
            case Kind.Unify(var left, var right) -> new Kind.Unify(term(left, scope), term(right, scope));
            case Kind.Assign(var target, var value) -> assign(target, value, scope, expr);
            case Kind.SomeIn some -> someIn(some, scope);
            case Kind.Every every -> every(every, scope);
            case Kind.Some some -> some;
            case Kind.Invoke _ -> throw new IllegalStateException("not before flattening");
        };
        if (kind instanceof Kind.Some(var vars)) vars.forEach(v -> declarations.declare(v, scope, true));
        else out.add(new Expr(kind, expr.negated(), withs, expr.loc()));
    }

    /** {@code eq(x, y)} and {@code assign(x, y)} are the operators, unless a rule is called so. */
    private Kind holds(Term term, Scope scope, Expr expr) {
        if (term instanceof Term.Call call && call.args().size() == 2 && !globals.has(call.name())) {
            var left = call.args().getFirst();
            var right = call.args().getLast();
            if (call.name().equals("eq")) return new Kind.Unify(term(left, scope), term(right, scope));
            if (call.name().equals("assign")) return assign(left, right, scope, expr);
        }
        return new Kind.Holds(term(term, scope));
    }

    private Kind assign(Term target, Term value, Scope scope, Expr expr) {
        if (expr.negated()) errors.add(expr.loc(), RegoError.COMPILE, "cannot assign vars inside negated expression");
        var resolved = term(value, scope);
        switch (target) {
            case Var _, Term.ArrayTerm _, Term.ObjectTerm _ -> declarations.declareAll(target, scope, true);
            case Scalar _,
                    Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.SetTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ ->
                errors.add(target.loc(), RegoError.COMPILE, "cannot assign to " + describe(target));
        }
        return new Kind.Unify(term(target, scope), resolved);
    }

    private static String describe(Term term) {
        return switch (term) {
            case Scalar s -> s.value().typeName();
            case Ref _ -> "ref";
            case Term.Call _ -> "call";
            case Term.SetTerm _ -> "set";
            case Term.ArrayCompr _ -> "arraycomprehension";
            case Term.SetCompr _ -> "setcomprehension";
            case Term.ObjectCompr _ -> "objectcomprehension";
            case Term.Template _ -> "templatestring";
            case Var _, Term.FunctionName _ -> "var";
            case Term.ArrayTerm _ -> "array";
            case Term.ObjectTerm _ -> "object";
        };
    }

    private Kind someIn(Kind.SomeIn some, Scope scope) {
        var collection = term(some.collection(), scope);
        if (some.key() != null) declarations.declareAll(some.key(), scope, true);
        declarations.declareAll(some.value(), scope, true);
        var key = some.key() == null ? null : term(some.key(), scope);
        return new Kind.SomeIn(key, term(some.value(), scope), collection);
    }

    private Kind every(Kind.Every every, Scope scope) {
        var domain = term(every.domain(), scope);
        var inner = new Scope(scope);
        if (every.key() instanceof Var key) declarations.declare(key, inner, false);
        if (every.value() instanceof Var value) declarations.declare(value, inner, false);
        var nested = new Scope(inner);
        var body = body(every.body(), nested);
        var key = every.key() == null ? null : term(every.key(), inner);
        declarations.reportUnused(nested);
        return new Kind.Every(key, term(every.value(), inner), domain, body);
    }

    private List<Term> terms(List<Term> terms, Scope scope) {
        return terms.stream().map(term -> term(term, scope)).toList();
    }

    private Term term(Term term, Scope scope) {
        Effort.take(1);
        return switch (term) {
            case Scalar s -> s;
            case Term.FunctionName name -> name;
            case Var v -> variable(v, scope);
            case Ref ref -> ref(ref, scope);
            case Term.Call call
            when call.args().isEmpty() && call.name().equals("rego.metadata.chain") -> metadata.chain(call.loc());
            case Term.Call call
            when call.args().isEmpty() && call.name().equals("rego.metadata.rule") -> metadata.rule(call.loc());
            case Term.Call call ->
                new Term.Call(operator(call.operator(), scope), terms(call.args(), scope), call.loc());
            case Term.ArrayTerm(var items, var loc) -> new Term.ArrayTerm(terms(items, scope), loc);
            case Term.SetTerm(var items, var loc) -> new Term.SetTerm(terms(items, scope), loc);
            case Term.ObjectTerm(var entries, var loc) ->
                new Term.ObjectTerm(
                        entries.stream()
                                .map(e -> new Term.Entry(term(e.key(), scope), term(e.value(), scope)))
                                .toList(),
                        loc);
            case Term.ArrayCompr c -> {
                var inner = new Scope(scope);
                var body = body(c.body(), inner);
                yield closed(new Term.ArrayCompr(term(c.item(), inner), body, c.loc()), inner);
            }
            case Term.SetCompr c -> {
                var inner = new Scope(scope);
                var body = body(c.body(), inner);
                yield closed(new Term.SetCompr(term(c.item(), inner), body, c.loc()), inner);
            }
            case Term.ObjectCompr c -> {
                var inner = new Scope(scope);
                var body = body(c.body(), inner);
                yield closed(new Term.ObjectCompr(term(c.key(), inner), term(c.value(), inner), body, c.loc()), inner);
            }
            case Term.Template(var parts, var loc) ->
                new Term.Template(parts.stream().map(part -> part(part, scope)).toList(), loc);
        };
    }

    private Term closed(Term comprehension, Scope scope) {
        declarations.reportUnused(scope);
        return comprehension;
    }

    private Term.Part part(Term.Part part, Scope scope) {
        if (!(part instanceof Term.Part.Hole(var expr))) return part;
        var resolved = new ArrayList<Expr>();
        expr(expr, scope, resolved);
        if (resolved.size() != 1 || !(resolved.getFirst().kind() instanceof Kind.Holds)) {
            errors.add(expr.loc(), RegoError.COMPILE, "template expression must be a term");
            return new Term.Part.Text("");
        }
        return new Term.Part.Hole(resolved.getFirst());
    }

    private Term variable(Var v, Scope scope) {
        if (v.isWildcard() || Globals.ROOTS.contains(v.name())) return v;
        var unique = scope.resolve(v.name());
        if (unique != null) return new Var(unique, v.loc());
        var global = globals.find(v.name());
        if (global == null) return v;
        return global.path().isEmpty()
                ? new Var(global.head().toString(), v.loc())
                : new Ref(global.head(), global.path(), v.loc());
    }

    private Term ref(Ref ref, Scope scope) {
        var head = term(ref.head(), scope);
        var path = new ArrayList<Term>();
        if (head instanceof Ref inner && ref.head() instanceof Var) {
            Effort.take(inner.path().size());
            path.addAll(inner.path());
            head = inner.head();
        }
        path.addAll(terms(ref.path(), scope));
        return new Ref(head, path, ref.loc());
    }

    /** A function's name: what is neither declared nor imported is left as it is, for the builtins. */
    private Term operator(Term operator, Scope scope) {
        var loc = operator.loc();
        return switch (operator) {
            case Var v
            when scope.resolve(v.name()) != null -> {
                errors.add(loc, RegoError.TYPE, "undefined function " + v.name());
                yield v;
            }
            case Var v when globals.has(v.name()) -> globals.ref(v);
            case Ref ref
            when ref.head() instanceof Var v
                    && (globals.has(v.name()) || v.name().equals("data")) -> ref(ref, new Scope(null));
            case Scalar _,
                    Var _,
                    Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> operator;
        };
    }

    /** What replaces: a term, or the bare name of a builtin, which only the checks can tell from an unsafe variable. */
    private Term replacement(Term value, Scope scope) {
        var head = value instanceof Ref ref && ref.groundPrefix() == ref.path().size() ? ref.head() : value;
        boolean bare =
                head instanceof Var v && !v.isWildcard() && !Globals.ROOTS.contains(v.name()) && !globals.has(v.name());
        if (bare
                && head instanceof Var v
                && scope.resolve(v.name()) == null
                && builtins.arity(value.toString()) != null) {
            return new Term.FunctionName(value.toString(), value.loc());
        }
        return term(value, scope);
    }

    /** What a replacement replaces: a part of a document, a function of ours, or a builtin, which is left as it is. */
    private Term target(Term target, Scope scope) {
        var loc = target.loc();
        return switch (target) {
            case Var v when Globals.ROOTS.contains(v.name()) -> new Ref(v, List.of(), loc);
            case Var v when globals.has(v.name()) -> globals.ref(v);
            case Ref ref
            when ref.head() instanceof Var v && (Globals.ROOTS.contains(v.name()) || globals.has(v.name())) ->
                ref(ref, scope);
            case Scalar _,
                    Var _,
                    Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> target;
        };
    }
}
