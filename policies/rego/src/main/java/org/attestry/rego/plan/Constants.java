package org.attestry.rego.plan;

import org.attestry.rego.ast.Term;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Collections of literals, which are made once and not at each evaluation. */
final class Constants {
    private Constants() {}

    /** The value of a term without variables, references and calls; null for any other. */
    static @Nullable RegoValue of(Term term) {
        Effort.take(1);
        return switch (term) {
            case Term.Scalar s -> s.value();
            case Term.ArrayTerm array -> array(array);
            case Term.SetTerm set -> set(set);
            case Term.ObjectTerm object -> object(object);
            case Term.Var _,
                    Term.Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> null;
        };
    }

    private static @Nullable RegoValue array(Term.ArrayTerm term) {
        var made = Building.array(term.items().size());
        for (var item : term.items()) {
            var value = of(item);
            if (value == null) return null;
            Building.append(made, value);
        }
        return made;
    }

    private static @Nullable RegoValue set(Term.SetTerm term) {
        var made = Building.set(term.items().size());
        for (var item : term.items()) {
            var value = of(item);
            if (value == null) return null;
            boolean _ = Building.add(made, value);
        }
        return made;
    }

    private static @Nullable RegoValue object(Term.ObjectTerm term) {
        var made = Building.object(term.entries().size());
        for (var entry : term.entries()) {
            var key = of(entry.key());
            var value = of(entry.value());
            if (key == null || value == null) return null;
            boolean _ = Building.put(made, key, value);
        }
        return made;
    }
}
