package org.attestry.rego.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One expression of a body: what must hold, under which replacements. */
public record Expr(Kind kind, boolean negated, List<With> withs, Loc loc) {
    public Expr {
        withs = List.copyOf(withs);
    }

    public Expr(Kind kind, Loc loc) {
        this(kind, false, List.of(), loc);
    }

    public Expr withKind(Kind other) {
        return new Expr(other, negated, withs, loc);
    }

    /** {@code with target as value}. */
    public record With(Term target, Term value, Loc loc) {}

    /** The kinds of expression. */
    public sealed interface Kind {
        /** The term is defined and not false. */
        record Holds(Term term) implements Kind {}

        /** {@code some x, y}: only names. */
        record Some(List<Term.Var> vars) implements Kind {}

        /** {@code some k, v in collection}. */
        record SomeIn(@Nullable Term key, Term value, Term collection) implements Kind {}

        /** {@code every k, v in domain { body }}. */
        record Every(@Nullable Term key, Term value, Term domain, List<Expr> body) implements Kind {}

        /** {@code target := value}; gone after names are resolved. */
        record Assign(Term target, Term value) implements Kind {}

        /** {@code left = right}. */
        record Unify(Term left, Term right) implements Kind {}

        /** A call whose arguments hold no calls; made by flattening, never by the parser. */
        record Invoke(
                String callee, List<Term> args, @Nullable Term result) implements Kind {}
    }
}
