package org.attestry.rego.compile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Term;

/** Finds the variables of terms and expressions; {@code input} and {@code data} are none. */
public final class Vars {
    private Vars() {}

    /** Variables outside of comprehensions. */
    public static Set<String> of(Term term) {
        var found = new LinkedHashSet<String>();
        walk(term, false, v -> found.add(v.name()));
        return found;
    }

    /** Variables outside of comprehensions and {@code every} bodies, those of replacements included. */
    public static Set<String> of(Expr expr) {
        var found = new LinkedHashSet<String>();
        walk(expr, false, v -> found.add(v.name()));
        return found;
    }

    static Set<String> of(List<Expr> body) {
        var found = new LinkedHashSet<String>();
        for (var expr : body) found.addAll(of(expr));
        return found;
    }

    /** Variables inside of the closures of an expression. */
    static Set<String> inClosures(Expr expr) {
        var found = new LinkedHashSet<String>();
        closures(
                expr,
                body -> body.forEach(e -> walk(e, true, v -> found.add(v.name()))),
                term -> walk(term, true, v -> found.add(v.name())));
        return found;
    }

    static void closures(Expr expr, Consumer<List<Expr>> onBody, Consumer<Term> onHead) {
        terms(expr, term -> closures(term, onBody, onHead));
        if (expr.kind() instanceof Kind.Every every) onBody.accept(every.body());
    }

    private static void closures(Term term, Consumer<List<Expr>> onBody, Consumer<Term> onHead) {
        switch (term) {
            case Term.ArrayCompr c -> {
                onHead.accept(c.item());
                onBody.accept(c.body());
            }
            case Term.SetCompr c -> {
                onHead.accept(c.item());
                onBody.accept(c.body());
            }
            case Term.ObjectCompr c -> {
                onHead.accept(c.key());
                onHead.accept(c.value());
                onBody.accept(c.body());
            }
            case Term.Scalar _,
                    Term.Var _,
                    Term.Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.Template _ -> children(term, child -> closures(child, onBody, onHead));
        }
    }

    static void walk(Expr expr, boolean intoClosures, Consumer<Term.Var> visitor) {
        Effort.take(1);
        terms(expr, term -> walk(term, intoClosures, visitor));
        if (intoClosures && expr.kind() instanceof Kind.Every every)
            every.body().forEach(e -> walk(e, true, visitor));
    }

    /** The terms an expression is made of; bodies are left out. */
    public static void terms(Expr expr, Consumer<Term> visitor) {
        switch (expr.kind()) {
            case Kind.Holds(var term) -> visitor.accept(term);
            case Kind.Some(var vars) -> vars.forEach(visitor);
            case Kind.SomeIn(var key, var value, var collection) -> {
                if (key != null) visitor.accept(key);
                visitor.accept(value);
                visitor.accept(collection);
            }
            case Kind.Every every -> visitor.accept(every.domain());
            case Kind.Assign(var target, var value) -> {
                visitor.accept(target);
                visitor.accept(value);
            }
            case Kind.Unify(var left, var right) -> {
                visitor.accept(left);
                visitor.accept(right);
            }
            case Kind.Invoke(var _, var args, var result) -> {
                args.forEach(visitor);
                if (result != null) visitor.accept(result);
            }
        }
        expr.withs().forEach(with -> visitor.accept(with.value()));
    }

    public static void walk(Term term, boolean intoClosures, Consumer<Term.Var> visitor) {
        Effort.take(1);
        switch (term) {
            case Term.Var v -> {
                if (!v.name().equals("input") && !v.name().equals("data")) visitor.accept(v);
            }
            case Term.ArrayCompr c
            when intoClosures -> {
                walk(c.item(), true, visitor);
                c.body().forEach(e -> walk(e, true, visitor));
            }
            case Term.SetCompr c
            when intoClosures -> {
                walk(c.item(), true, visitor);
                c.body().forEach(e -> walk(e, true, visitor));
            }
            case Term.ObjectCompr c
            when intoClosures -> {
                walk(c.key(), true, visitor);
                walk(c.value(), true, visitor);
                c.body().forEach(e -> walk(e, true, visitor));
            }
            case Term.Scalar _,
                    Term.Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> children(term, child -> walk(child, intoClosures, visitor));
        }
    }

    /** The direct parts of a term; a comprehension has none here. */
    public static void children(Term term, Consumer<Term> visitor) {
        switch (term) {
            case Term.FunctionName _,
                    Term.Scalar _,
                    Term.Var _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _ -> {}
            case Term.Ref(var head, var path, var _) -> {
                visitor.accept(head);
                path.forEach(visitor);
            }
            case Term.Call(var _, var args, var _) -> args.forEach(visitor);
            case Term.ArrayTerm(var items, var _) -> items.forEach(visitor);
            case Term.SetTerm(var items, var _) -> items.forEach(visitor);
            case Term.ObjectTerm(var entries, var _) ->
                entries.forEach(entry -> {
                    visitor.accept(entry.key());
                    visitor.accept(entry.value());
                });
            case Term.Template(var parts, var _) ->
                parts.forEach(part -> {
                    if (part instanceof Term.Part.Hole(var expr)) terms(expr, visitor);
                });
        }
    }

    /** The name as source wrote it: unique names carry a mark behind it. */
    public static String shown(String name) {
        int mark = name.indexOf('#');
        return name.startsWith("$") ? "_" : mark < 0 ? name : name.substring(0, mark);
    }
}
