package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Rule;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/**
 * Takes nested terms apart: calls, references and comprehensions inside of other terms become expressions of their
 * own, before the one that needs them, under the same replacements.
 *
 * <p>What is taken out of a negated expression must therefore hold for the rest to be asked at all, which is what OPA
 * does: {@code not f(input.x)} is undefined where {@code input.x} is.
 */
final class Flattener {
    private int next;

    Rule flatten(Rule rule) {
        var support = new ArrayList<Expr>();
        var args = rule.head().args() == null ? null : terms(rule.head().args(), true, List.of(), support);
        var branches = new ArrayList<Rule.Branch>();
        Rule.Head head = null;
        for (var branch : rule.branches()) {
            var body = body(branch.body());
            Effort.take(support.size());
            body.addAll(support);
            if (head == null) head = head(rule.head(), args, body);
            branches.add(new Rule.Branch(inner(branch.value(), List.of(), body), body, branch.loc()));
        }
        if (head == null) throw new IllegalStateException("a rule has at least one branch");
        return rule.with(head, branches);
    }

    private Rule.Head head(Rule.Head head, @Nullable List<Term> args, List<Expr> body) {
        var steps = new ArrayList<Term>();
        for (var step : head.ref().path()) steps.add(inner(step, List.of(), body));
        var item = head.contains() == null ? null : inner(head.contains(), List.of(), body);
        return new Rule.Head(new Ref(head.ref().head(), steps, head.loc()), args, item, head.loc());
    }

    List<Expr> body(List<Expr> body) {
        var out = new ArrayList<Expr>();
        for (var expr : body) expr(expr, out);
        return out;
    }

    private void expr(Expr expr, List<Expr> out) {
        var withs = new ArrayList<Expr.With>();
        for (var with : expr.withs())
            withs.add(new Expr.With(with.target(), outer(with.value(), List.of(), out), with.loc()));
        var kind = switch (expr.kind()) {
            case Kind.Holds(var term) -> holds(term, withs, out);
            case Kind.Unify(var left, var right) -> unify(left, right, expr.negated(), withs, out);
            case Kind.SomeIn some -> someIn(some, withs, out);
            case Kind.Every every ->
                new Kind.Every(
                        every.key(),
                        every.value(),
                        local(outer(every.domain(), withs, out), withs, out),
                        body(every.body()));
            case Kind.Some some -> some;
            case Kind.Invoke invoke -> invoke;
            case Kind.Assign _ -> throw new IllegalStateException("gone after resolution");
        };
        out.add(new Expr(kind, expr.negated(), withs, expr.loc()));
    }

    private Kind holds(Term term, List<Expr.With> withs, List<Expr> out) {
        return switch (term) {
            case Term.Call call
            when call.name().equals("equal") && call.args().size() == 2 ->
                new Kind.Invoke(
                        "equal",
                        List.of(
                                outer(call.args().get(0), withs, out),
                                outer(call.args().get(1), withs, out)),
                        null);
            case Term.Call call
            when call.name().equals("print") ->
                new Kind.Invoke("internal.print", List.of(inner(printed(call), withs, out)), null);
            case Term.Call call -> new Kind.Invoke(call.name(), terms(call.args(), true, withs, out), null);
            case Term.Template template -> new Kind.Holds(inner(template, withs, out));
            default -> new Kind.Holds(outer(term, withs, out));
        };
    }

    private Kind unify(Term left, Term right, boolean negated, List<Expr.With> withs, List<Expr> out) {
        if (!negated && right instanceof Term.Call call && !(left instanceof Term.Call)) {
            return new Kind.Invoke(call.name(), terms(call.args(), true, withs, out), outer(left, withs, out));
        }
        return new Kind.Unify(outer(left, withs, out), outer(right, withs, out));
    }

    private Kind someIn(Kind.SomeIn some, List<Expr.With> withs, List<Expr> out) {
        var loc = some.value().loc();
        var key = some.key() == null ? new Var("$in" + next++, loc) : some.key();
        var collection = some.collection();
        var element = collection instanceof Ref ref ? joined(ref, key, loc) : new Ref(collection, List.of(key), loc);
        return new Kind.Unify(outer(some.value(), withs, out), outer(element, withs, out));
    }

    private static Ref joined(Ref ref, Term key, Loc loc) {
        var steps = new ArrayList<>(ref.path());
        steps.add(key);
        return new Ref(ref.head(), steps, loc);
    }

    /** A term where a reference or a comprehension may stand as it is. */
    private Term outer(Term term, List<Expr.With> withs, List<Expr> out) {
        return switch (term) {
            case Ref ref -> ref(ref, withs, out);
            case Term.ArrayCompr c -> {
                var body = body(c.body());
                yield new Term.ArrayCompr(inner(c.item(), List.of(), body), body, c.loc());
            }
            case Term.SetCompr c -> {
                var body = body(c.body());
                yield new Term.SetCompr(inner(c.item(), List.of(), body), body, c.loc());
            }
            case Term.ObjectCompr c -> {
                var body = body(c.body());
                var key = inner(c.key(), List.of(), body);
                yield new Term.ObjectCompr(key, inner(c.value(), List.of(), body), body, c.loc());
            }
            case Term.FunctionName _,
                    Scalar _,
                    Var _,
                    Term.Call _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.Template _ -> inner(term, withs, out);
        };
    }

    private Ref ref(Ref ref, List<Expr.With> withs, List<Expr> out) {
        var head = ref.head() instanceof Var v ? v : local(outer(ref.head(), withs, out), withs, out);
        return new Ref(head, terms(ref.path(), true, withs, out), ref.loc());
    }

    private List<Term> terms(List<Term> terms, boolean hoist, List<Expr.With> withs, List<Expr> out) {
        var flat = new ArrayList<Term>();
        for (var term : terms) flat.add(hoist ? inner(term, withs, out) : outer(term, withs, out));
        return flat;
    }

    /** A term of scalars, variables and collections of them. */
    private Term inner(Term term, List<Expr.With> withs, List<Expr> out) {
        Effort.take(1);
        return switch (term) {
            case Term.FunctionName _, Scalar _, Var _ -> term;
            case Ref ref -> local(ref(ref, withs, out), withs, out);
            case Term.ArrayCompr _, Term.SetCompr _, Term.ObjectCompr _ -> local(outer(term, withs, out), withs, out);
            case Term.Call call -> called(call.name(), terms(call.args(), true, withs, out), call.loc(), withs, out);
            case Term.ArrayTerm(var items, var loc) -> new Term.ArrayTerm(terms(items, true, withs, out), loc);
            case Term.SetTerm(var items, var loc) -> new Term.SetTerm(terms(items, true, withs, out), loc);
            case Term.ObjectTerm(var entries, var loc) -> {
                var flat = new ArrayList<Term.Entry>();
                for (var entry : entries)
                    flat.add(new Term.Entry(inner(entry.key(), withs, out), inner(entry.value(), withs, out)));
                yield new Term.ObjectTerm(flat, loc);
            }
            case Term.Template template ->
                called(
                        "internal.template_string",
                        List.of(inner(parts(template), withs, out)),
                        template.loc(),
                        withs,
                        out);
        };
    }

    private Var called(String name, List<Term> args, Loc loc, List<Expr.With> withs, List<Expr> out) {
        var result = fresh(loc);
        out.add(new Expr(new Kind.Invoke(name, args, result), false, withs, loc));
        return result;
    }

    private Var local(Term term, List<Expr.With> withs, List<Expr> out) {
        if (term instanceof Var v && !v.name().equals("input") && !v.name().equals("data")) return v;
        var local = fresh(term.loc());
        out.add(new Expr(new Kind.Unify(local, term), false, withs, term.loc()));
        return local;
    }

    private Var fresh(Loc loc) {
        return new Var("$local" + next++, loc);
    }

    /** The pieces of a template: text as strings, expressions as sets that are empty where they are undefined. */
    private Term parts(Term.Template template) {
        var items = new ArrayList<Term>();
        for (var part : template.parts()) {
            items.add(
                    switch (part) {
                        case Term.Part.Text(var text) -> new Scalar(RegoString.of(text), template.loc());
                        case Term.Part.Hole(var expr) -> hole(expr);
                    });
        }
        return new Term.ArrayTerm(items, template.loc());
    }

    private Term hole(Expr expr) {
        return every(((Kind.Holds) expr.kind()).term(), expr.withs());
    }

    /** The arguments of {@code print}, each as the set of its values: what is undefined must not end the body. */
    private Term printed(Term.Call call) {
        var items = call.args().stream().map(arg -> every(arg, List.of())).toList();
        return new Term.ArrayTerm(items, call.loc());
    }

    /** The set of the values that a term has; a literal as it is. */
    private Term every(Term term, List<Expr.With> withs) {
        if (term instanceof Scalar && withs.isEmpty()) return term;
        var value = new Var("$part" + next++, term.loc());
        var body = new Expr(new Kind.Unify(value, term), false, withs, term.loc());
        return new Term.SetCompr(value, List.of(body), term.loc());
    }
}
