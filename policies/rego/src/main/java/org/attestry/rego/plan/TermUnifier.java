package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Plans the unification of two terms: whichever side is known is made, and its value unified with the other. */
final class TermUnifier {
    private final TermPlanner p;

    TermUnifier(TermPlanner planner) {
        this.p = planner;
    }

    void unify(Term a, Term b, Runnable then) {
        if (a instanceof Var v) unifyVar(v, b, then);
        else if (b instanceof Var v) unifyVar(v, a, then);
        else if (a instanceof Term.ArrayTerm x && b instanceof Term.ArrayTerm y) unifyArrays(x, y, then);
        else if (a instanceof Term.ObjectTerm x && b instanceof Term.ObjectTerm y) unifyObjects(x, y, then);
        else if (isPattern(a)) p.term(b, () -> p.unify(p.target, a, then));
        else p.term(a, () -> p.unify(p.target, b, then));
    }

    private static boolean isPattern(Term term) {
        return term instanceof Term.ArrayTerm || term instanceof Term.ObjectTerm;
    }

    private void unifyVar(Var a, Term b, Runnable then) {
        var known = p.names.find(a.name());
        if (a.name().equals("data")) {
            p.term(a, () -> p.unify(p.target, b, then));
        } else if (known != null) {
            p.unify(Emitter.of(known), b, then);
        } else {
            // The other side may have bound the variable on its way, as in x = xs[x].
            p.term(b, () -> p.unify(p.target, a, then));
        }
    }

    private void unifyArrays(Term.ArrayTerm a, Term.ArrayTerm b, Runnable then) {
        if (a.items().size() != b.items().size()) p.emit(new Stmt.Break(0, p.loc));
        else unifyItems(a.items(), b.items(), 0, then);
    }

    /** Pairs whose left or right side is known come first, so that an order is found where there is one. */
    private void unifyItems(List<Term> a, List<Term> b, int index, Runnable then) {
        if (index == a.size()) {
            then.run();
            return;
        }
        int ready = index;
        while (ready < a.size() - 1 && !p.isKnown(a.get(ready)) && !p.isKnown(b.get(ready))) ready++;
        var left = swapped(a, index, ready);
        var right = swapped(b, index, ready);
        p.unify(left.get(index), right.get(index), () -> unifyItems(left, right, index + 1, then));
    }

    private static List<Term> swapped(List<Term> items, int i, int j) {
        if (i == j) return items;
        Effort.take(items.size());
        var copy = new ArrayList<>(items);
        copy.set(i, items.get(j));
        copy.set(j, items.get(i));
        return copy;
    }

    /** Objects with literal keys pair by key; otherwise whichever side is known is made and the other unified. */
    private void unifyObjects(Term.ObjectTerm a, Term.ObjectTerm b, Runnable then) {
        var left = literalKeys(a);
        var right = literalKeys(b);
        if (left != null && right != null) {
            if (!left.keySet().equals(right.keySet())) {
                p.emit(new Stmt.Break(0, p.loc));
                return;
            }
            var rights = new ArrayList<Term>();
            for (var key : left.keySet()) rights.add(Objects.requireNonNull(right.get(key)));
            unifyItems(new ArrayList<>(left.values()), rights, 0, then);
        } else if (p.isKnown(a)) {
            p.term(a, () -> p.unify(p.target, b, then));
        } else {
            p.term(b, () -> p.unify(p.target, a, then));
        }
    }

    private static @Nullable Map<RegoValue, Term> literalKeys(Term.ObjectTerm object) {
        var keys = new LinkedHashMap<RegoValue, Term>();
        for (var entry : object.entries()) {
            if (!(entry.key() instanceof Scalar(var key, var _))) return null;
            keys.put(key, entry.value());
        }
        return keys;
    }
}
