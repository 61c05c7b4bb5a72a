package org.attestry.rego.compile;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.attestry.rego.ast.Term;

/** Which variables become known when two terms are unified and some are known already. */
final class Unifier {
    private final Set<String> known;
    private final Set<String> found;

    private Unifier(Set<String> known, Set<String> found) {
        this.known = known;
        this.found = found;
    }

    /** What unifying {@code a} with {@code b} makes known beside {@code known}, {@code found} among it; neither of them changes. */
    static Set<String> unify(Set<String> known, Set<String> found, Term a, Term b) {
        var unifier = new Unifier(known, new LinkedHashSet<>(found));
        int before;
        do {
            before = unifier.found.size();
            unifier.pair(a, b);
        } while (unifier.found.size() > before);
        return unifier.found;
    }

    private void pair(Term a, Term b) {
        Effort.take(1);
        if (a instanceof Term.ArrayTerm(var x, var _) && b instanceof Term.ArrayTerm(var y, var _)) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) pair(x.get(i), y.get(i));
        } else if (a instanceof Term.ObjectTerm(var x, var _) && b instanceof Term.ObjectTerm(var y, var _)) {
            entries(x, y);
        } else if (isKnown(a)) {
            bind(b);
        } else if (isKnown(b)) {
            bind(a);
        }
    }

    private void entries(List<Term.Entry> x, List<Term.Entry> y) {
        for (var mine : x) {
            Effort.take(y.size());
            for (var theirs : y) {
                if (sameKey(mine.key(), theirs.key())) pair(mine.value(), theirs.value());
            }
        }
    }

    static boolean sameKey(Term a, Term b) {
        if (a instanceof Term.Scalar x && b instanceof Term.Scalar y)
            return x.value().equals(y.value());
        return a instanceof Term.Var x && b instanceof Term.Var y && x.name().equals(y.name());
    }

    private boolean isKnown(Term term) {
        return Vars.of(term).stream().allMatch(name -> known.contains(name) || found.contains(name));
    }

    /** A pattern against a known value: its leaves become known. */
    private void bind(Term pattern) {
        Effort.take(1);
        switch (pattern) {
            case Term.Var v -> found.add(v.name());
            case Term.ArrayTerm(var items, var _) -> items.forEach(this::bind);
            case Term.ObjectTerm(var entries, var _) -> entries.forEach(entry -> bind(entry.value()));
            case Term.FunctionName _,
                    Term.Scalar _,
                    Term.Ref _,
                    Term.Call _,
                    Term.SetTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ -> {}
        }
    }
}
