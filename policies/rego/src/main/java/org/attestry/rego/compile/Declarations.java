package org.attestry.rego.compile;

import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Ref;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.RegoError;

/** Gives every declared variable a name of its own, and reports those declared twice, too late or in vain. */
final class Declarations {
    private final Errors errors;
    private int next;

    Declarations(Errors errors) {
        this.errors = errors;
    }

    /** Declares the variables a pattern binds: those at its leaves, not those inside of references. */
    void declareAll(Term pattern, Scope scope, boolean strict) {
        switch (pattern) {
            case Var v
            when !v.isWildcard() -> {
                if (strict || !scope.declaresHere(v.name())) declare(v, scope, false);
            }
            case Term.ArrayTerm(var items, var _) -> items.forEach(item -> declareAll(item, scope, strict));
            case Term.ObjectTerm(var entries, var _) ->
                entries.forEach(entry -> declareAll(entry.value(), scope, strict));
            case Scalar _,
                    Var _,
                    Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.SetTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> {}
        }
    }

    void declare(Var v, Scope scope, boolean mustUse) {
        if (v.isWildcard()) return;
        if (Globals.ROOTS.contains(v.name())) {
            errors.add(
                    v.loc(),
                    RegoError.COMPILE,
                    "variables must not shadow " + v.name() + " (use a different variable name)");
        } else if (scope.declaresHere(v.name())) {
            errors.add(
                    v.loc(), RegoError.COMPILE, "var " + v.name() + (mustUse ? " declared above" : " assigned above"));
        } else if (scope.referencedHere(v.name())) {
            errors.add(v.loc(), RegoError.COMPILE, "var " + v.name() + " referenced above");
        }
        scope.declare(v.name(), v.name() + "#" + next++);
        if (mustUse) scope.mustBeUsed(v.name(), v.loc());
    }

    void reportUnused(Scope scope) {
        if (!errors.isEmpty()) return;
        scope.unused().forEach((name, loc) -> errors.add(loc, RegoError.COMPILE, "declared var " + name + " unused"));
    }
}
