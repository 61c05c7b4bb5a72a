package org.attestry.rego.compile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Refuses expressions of one body that can never hold whatever the input: a unification of types that share no value,
 * an argument that a function never takes, a reference into what has no such part.
 *
 * <p>Bodies come flattened and ordered, so that each variable is bound before it is used. Expressions under
 * {@code with} take documents and functions for anything, because what stands in for them may be.
 */
final class TypeChecker {
    private final RuleTypes rules;
    private final Given given;
    private final Errors errors;
    private final Known known;
    private final boolean ofQuery;
    private boolean replaced;

    private TypeChecker(RuleTypes rules, Given given, Errors errors, Known known, boolean ofQuery) {
        this.rules = rules;
        this.given = given;
        this.errors = errors;
        this.known = known;
        this.ofQuery = ofQuery;
    }

    /** @param given what schemas say of the documents */
    static TypeChecker ofRules(RuleTypes rules, Given given, Errors errors) {
        return new TypeChecker(rules, given, errors, new Known(null), false);
    }

    /** The checker of a query, where {@code ==} may compare what is never equal. */
    static TypeChecker ofQuery(RuleTypes rules, Given given, Errors errors) {
        return new TypeChecker(rules, given, errors, new Known(null), true);
    }

    private TypeChecker inner() {
        var inner = new TypeChecker(rules, given, errors, new Known(known), ofQuery);
        inner.replaced = replaced;
        return inner;
    }

    void body(List<Expr> body) {
        for (var expr : body) {
            boolean before = replaced;
            replaced |= !expr.withs().isEmpty();
            for (var with : expr.withs()) type(with.value());
            (expr.negated() ? inner() : this).expr(expr);
            replaced = before;
        }
    }

    private void expr(Expr expr) {
        switch (expr.kind()) {
            case Kind.Holds(var term) -> type(term);
            case Kind.Unify(var left, var right) -> unify(left, right, expr.loc());
            case Kind.Invoke(var callee, var args, var result)
            when !ofQuery && callee.equals("equal") && args.size() == 2 && result == null ->
                unify(args.get(0), args.get(1), expr.loc());
            case Kind.Invoke invoke -> call(invoke, expr.loc());
            case Kind.Every every -> every(every);
            case Kind.Some _, Kind.SomeIn _, Kind.Assign _ -> {}
        }
    }

    private void unify(Term left, Term right, Loc loc) {
        var one = type(left);
        var other = type(right);
        if (one != null && other != null && !one.mayEqual(other)) {
            errors.add(loc, RegoError.TYPE, "match error\n\tleft  : " + one + "\n\tright : " + other);
            return;
        }
        bind(left, other == null ? StaticType.any() : other);
        bind(right, one == null ? StaticType.any() : one);
    }

    /** Of the body only the references are looked at, and nothing is known of what it binds. */
    private void every(Kind.Every every) {
        type(every.domain());
        inner().references(every.body());
    }

    private void references(List<Expr> body) {
        for (var expr : body) {
            boolean before = replaced;
            replaced |= !expr.withs().isEmpty();
            for (var with : expr.withs()) type(with.value());
            switch (expr.kind()) {
                case Kind.Holds(var term) -> type(term);
                case Kind.Unify(var left, var right) -> {
                    type(left);
                    type(right);
                }
                case Kind.Invoke invoke -> invoke.args().forEach(this::type);
                case Kind.Every every -> every(every);
                case Kind.Some _, Kind.SomeIn _, Kind.Assign _ -> {}
            }
            replaced = before;
        }
    }

    private static StaticType orAny(@Nullable StaticType type) {
        return type == null ? StaticType.any() : type;
    }

    private void call(Kind.Invoke invoke, Loc loc) {
        var function = replaced ? null : rules.function(invoke.callee());
        int arity = function == null ? invoke.args().size() : function.params().size();
        var args = invoke.args().subList(0, Math.min(arity, invoke.args().size()));
        if (function != null) arguments(invoke.callee(), args, function, loc);
        else args.forEach(this::type);
        var result = function == null ? StaticType.any() : function.result();
        for (var given : invoke.args().subList(args.size(), invoke.args().size())) answered(given, result, loc);
        if (invoke.result() != null) answered(invoke.result(), result, loc);
    }

    private void answered(Term given, StaticType result, Loc loc) {
        var type = type(given);
        if (type == null || type.mayEqual(result)) bind(given, result);
        else errors.add(loc, RegoError.TYPE, "match error\n\tleft  : " + type + "\n\tright : " + result);
    }

    private void arguments(String name, List<Term> args, FunctionType function, Loc loc) {
        var types = new ArrayList<@Nullable StaticType>();
        boolean fits = true;
        for (int i = 0; i < args.size(); i++) {
            var type = type(args.get(i));
            types.add(type);
            fits &= type == null || type.mayEqual(function.params().get(i));
        }
        if (!fits) {
            var have = new ArrayList<String>();
            for (var type : types) have.add(type == null ? "???" : type.toString());
            var want = function.params().stream().map(Object::toString).toList();
            errors.add(
                    loc,
                    RegoError.TYPE,
                    name + ": invalid argument(s)\n\thave: (" + String.join(", ", have) + ")\n\twant: ("
                            + String.join(", ", want) + ")");
            return;
        }
        for (int i = 0; i < args.size(); i++)
            bind(args.get(i), function.params().get(i));
    }

    /** Says what the variables of a pattern are, where nothing was said before. */
    private void bind(Term pattern, StaticType type) {
        Effort.take(1);
        switch (pattern) {
            case Var(var name, var _) -> known.say(name, type);
            case Term.ArrayTerm(var items, var _) -> {
                for (int i = 0; i < items.size(); i++) bind(items.get(i), item(type, i));
            }
            case Term.ObjectTerm(var entries, var _) -> {
                for (var entry : entries)
                    if (entry.key() instanceof Scalar(var key, var _)) bind(entry.value(), orAny(type.select(key)));
                    else bind(entry.value(), StaticType.any());
            }
            case Term.SetTerm _,
                    Scalar _,
                    Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> {}
        }
    }

    private static StaticType item(StaticType type, int index) {
        if (!(type instanceof StaticType.Arrays(var items, var rest, var _))) return StaticType.any();
        return index < items.size() ? items.get(index) : orAny(rest);
    }

    /** What is known of a term, or null of a variable that nothing was said of. */
    @Nullable
    StaticType type(Term term) {
        Effort.take(1);
        return switch (term) {
            case Scalar(var value, var _) -> StaticType.of(value);
            case Var variable ->
                switch (variable.name()) {
                    case "input" -> replaced ? StaticType.any() : given.input();
                    case "data" -> StaticType.any();
                    default -> known.find(variable.name());
                };
            case Ref ref -> reference(ref);
            case Term.ArrayTerm(var items, var _) ->
                StaticType.array(items.stream().map(item -> orAny(type(item))).toList(), null);
            case Term.SetTerm(var items, var _) ->
                StaticType.set(
                        oneOf(items.stream().map(item -> orAny(type(item))).toList()));
            case Term.ObjectTerm(var entries, var _) -> object(entries);
            case Term.ArrayCompr(var item, var body, var _) -> {
                var inside = inner();
                inside.body(body);
                yield StaticType.array(List.of(), orAny(inside.type(item)));
            }
            case Term.SetCompr(var item, var body, var _) -> {
                var inside = inner();
                inside.body(body);
                yield StaticType.set(orAny(inside.type(item)));
            }
            case Term.ObjectCompr(var key, var value, var body, var _) -> {
                var inside = inner();
                inside.body(body);
                yield StaticType.object(
                        Map.of(), new StaticType.Objects.Further(orAny(inside.type(key)), orAny(inside.type(value))));
            }
            case Term.Call _, Term.FunctionName _, Term.Template _ -> StaticType.any();
        };
    }

    /** To tell alternatives apart is to look at all their parts. */
    static StaticType oneOf(List<StaticType> types) {
        for (var type : types) Effort.take(type.size());
        return StaticType.oneOf(types);
    }

    private StaticType object(List<Term.Entry> entries) {
        var fields = new LinkedHashMap<RegoValue, StaticType>();
        var keys = new ArrayList<StaticType>();
        var values = new ArrayList<StaticType>();
        for (var entry : entries) {
            var value = orAny(type(entry.value()));
            if (entry.key() instanceof Scalar(var key, var _)) {
                if (fields.size() <= StaticType.MOST) fields.put(key, value);
            } else {
                keys.add(orAny(type(entry.key())));
                values.add(value);
            }
        }
        var further = keys.isEmpty() ? null : new StaticType.Objects.Further(oneOf(keys), oneOf(values));
        return StaticType.object(fields, further);
    }

    private StaticType reference(Ref ref) {
        StaticType type;
        int from = 0;
        if (ref.isRoot("data")) {
            var found = replaced ? RuleTypes.Found.NOTHING : document(ref.path());
            type = found.type();
            from = found.steps();
        } else {
            type = orAny(type(ref.head()));
        }
        for (int i = from; i < ref.path().size(); i++) {
            var next = step(type, ref.path().get(i));
            if (next == null) {
                undefined(ref, i, type);
                return StaticType.any();
            }
            type = next;
        }
        return type;
    }

    private RuleTypes.Found document(List<Term> path) {
        var said = given.document(path);
        return said == null ? rules.document(path) : said;
    }

    private @Nullable StaticType step(StaticType type, Term key) {
        if (key instanceof Scalar(var value, var _)) {
            if (type instanceof StaticType.OneOf) Effort.take(type.size());
            return type.select(value);
        }
        Effort.take(type.size());
        var keys = type.keys();
        if (keys == null) return null;
        var given = type(key);
        if (given != null && !given.mayEqual(keys)) return null;
        bind(key, keys);
        return type.values();
    }

    private void undefined(Ref ref, int index, StaticType type) {
        var path = ref.path().subList(0, index + 1).stream()
                .map(TypeChecker::asWritten)
                .toList();
        var wanted = type.knownKeys();
        errors.add(
                ref.loc(),
                RegoError.TYPE,
                "undefined ref: " + new Ref(asWritten(ref.head()), path, ref.loc())
                        + (wanted.isEmpty()
                                ? "\n\thave: " + type
                                : "\n\thave: " + path.getLast() + "\n\twant (one of): " + wanted));
    }

    private static Term asWritten(Term term) {
        return term instanceof Var(var name, var loc) ? new Var(Vars.shown(name), loc) : term;
    }
}
