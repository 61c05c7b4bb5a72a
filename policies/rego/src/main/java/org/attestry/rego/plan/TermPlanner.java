package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.compile.Vars;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Plans terms and unification in continuation-passing style: what must happen for each value of a term is planned
 * inside of what enumerates those values.
 */
abstract class TermPlanner extends Emitter {
    protected Names names = Names.of(0, 1);

    TermPlanner(int maxStatements) {
        super(maxStatements);
    }

    abstract void body(List<Expr> body, int index, Runnable then);

    abstract void dataRef(List<Term> path, Runnable then);

    /** Plans {@code term}; {@code then} finds its value in {@link #target}. */
    final void term(Term term, Runnable then) {
        switch (term) {
            case Scalar s -> scalar(s.value(), then);
            case Var v when v.name().equals("data") -> dataRef(List.of(), then);
            case Var v -> {
                target = of(names.get(v.name()));
                then.run();
            }
            case Term.Ref ref -> ref(ref, then);
            case Term.ArrayTerm array -> unlessConstant(term, () -> array(array, then), then);
            case Term.SetTerm set -> unlessConstant(term, () -> set(set, then), then);
            case Term.ObjectTerm object -> unlessConstant(term, () -> object(object, then), then);
            case Term.ArrayCompr c -> {
                int array = local();
                emit(new Stmt.MakeArray(0, array, loc));
                comprehension(
                        c.body(),
                        c.loc(),
                        array,
                        () -> term(c.item(), () -> emit(new Stmt.ArrayAppend(target, array, loc))),
                        then);
            }
            case Term.SetCompr c -> {
                int set = local();
                emit(new Stmt.MakeSet(set, loc));
                comprehension(
                        c.body(),
                        c.loc(),
                        set,
                        () -> term(c.item(), () -> emit(new Stmt.SetAdd(target, set, loc))),
                        then);
            }
            case Term.ObjectCompr c -> {
                int object = local();
                emit(new Stmt.MakeObject(object, loc));
                comprehension(c.body(), c.loc(), object, () -> entry(c.key(), c.value(), object), then);
            }
            case Term.Call _, Term.Template _, Term.FunctionName _ ->
                throw new IllegalStateException("gone after flattening");
        }
    }

    private void entry(Term key, Term value, int object) {
        term(key, () -> {
            var k = target;
            term(value, () -> emit(new Stmt.ObjectInsertOnce(k, target, object, loc)));
        });
    }

    private void unlessConstant(Term term, Runnable plan, Runnable then) {
        var value = Constants.of(term);
        if (value == null) {
            plan.run();
        } else {
            target = new Operand.Const(value);
            then.run();
        }
    }

    private void scalar(RegoValue value, Runnable then) {
        target = switch (value) {
            case RegoBoolean b -> new Operand.Bool(b.value());
            case RegoString s -> new Operand.Str(s.value());
            case RegoNull _, RegoNumber _ -> new Operand.Const(value);
            case RegoArray _, RegoObject _, RegoSet _ -> throw new IllegalStateException("not a scalar");
        };
        then.run();
    }

    private void array(Term.ArrayTerm array, Runnable then) {
        int made = local();
        emit(new Stmt.MakeArray(array.items().size(), made, loc));
        each(array.items(), 0, () -> emit(new Stmt.ArrayAppend(target, made, loc)), made, then);
    }

    private void set(Term.SetTerm set, Runnable then) {
        int made = local();
        emit(new Stmt.MakeSet(made, loc));
        each(set.items(), 0, () -> emit(new Stmt.SetAdd(target, made, loc)), made, then);
    }

    private void each(List<Term> items, int index, Runnable add, int made, Runnable then) {
        if (index == items.size()) {
            target = of(made);
            then.run();
            return;
        }
        term(items.get(index), () -> {
            add.run();
            each(items, index + 1, add, made, then);
        });
    }

    private void object(Term.ObjectTerm object, Runnable then) {
        int made = local();
        emit(new Stmt.MakeObject(made, loc));
        entries(object.entries(), 0, made, then);
    }

    private void entries(List<Term.Entry> entries, int index, int made, Runnable then) {
        if (index == entries.size()) {
            target = of(made);
            then.run();
            return;
        }
        var entry = entries.get(index);
        term(entry.key(), () -> {
            var key = target;
            term(entry.value(), () -> {
                emit(new Stmt.ObjectInsert(key, target, made, loc));
                entries(entries, index + 1, made, then);
            });
        });
    }

    private void comprehension(List<Expr> body, Loc at, int made, Runnable add, Runnable then) {
        var outer = names;
        var before = loc;
        names = names.nested();
        loc = at;
        var inner = nested(() -> body(body, 0, add));
        names = outer;
        loc = before;
        emitBlocks(inner);
        target = of(made);
        then.run();
    }

    private void ref(Term.Ref ref, Runnable then) {
        if (ref.isRoot("data")) {
            dataRef(ref.path(), then);
            return;
        }
        if (!(ref.head() instanceof Var head)) throw new IllegalStateException("reference without a variable");
        target = of(names.get(head.name()));
        steps(ref.path(), 0, then);
    }

    /** Goes from {@link #target} along {@code path}, scanning where a step has variables not known yet. */
    final void steps(List<Term> path, int index, Runnable then) {
        if (index == path.size()) {
            then.run();
        } else if (isKnown(path.get(index))) {
            dot(path.get(index), () -> steps(path, index + 1, then));
        } else {
            scan(path.get(index), _ -> steps(path, index + 1, then));
        }
    }

    final boolean isKnown(Term term) {
        return Vars.of(term).stream().allMatch(names::knows);
    }

    private void dot(Term key, Runnable then) {
        var source = target;
        term(key, () -> {
            int value = local();
            emit(new Stmt.Dot(source, target, value, loc));
            target = of(value);
            then.run();
        });
    }

    /** What is planned for each key of a scan. */
    interface Each {
        void key(int local);
    }

    /** Scans {@link #target}; each key is unified with {@code key}, each value becomes the target. */
    final void scan(Term key, Each then) {
        int source = targetLocal();
        int k = local();
        int v = local();
        var inner = nested(() -> unify(of(k), key, () -> {
            target = of(v);
            then.key(k);
        }));
        emit(new Stmt.Scan(source, k, v, inner, loc));
    }

    /** Scans {@link #target}; each value is unified with {@code value}. */
    final void scanValues(Term value, Runnable then) {
        int source = targetLocal();
        int k = local();
        int v = local();
        var inner = nested(() -> unify(of(v), value, then));
        emit(new Stmt.Scan(source, k, v, inner, loc));
    }

    final void unify(Term a, Term b, Runnable then) {
        if (a instanceof Var v) unifyVar(v, b, then);
        else if (b instanceof Var v) unifyVar(v, a, then);
        else if (a instanceof Term.ArrayTerm x && b instanceof Term.ArrayTerm y) unifyArrays(x, y, then);
        else if (a instanceof Term.ObjectTerm x && b instanceof Term.ObjectTerm y) unifyObjects(x, y, then);
        else if (isPattern(a)) term(b, () -> unify(target, a, then));
        else term(a, () -> unify(target, b, then));
    }

    private static boolean isPattern(Term term) {
        return term instanceof Term.ArrayTerm || term instanceof Term.ObjectTerm;
    }

    private void unifyVar(Var a, Term b, Runnable then) {
        var known = names.find(a.name());
        if (a.name().equals("data")) {
            term(a, () -> unify(target, b, then));
        } else if (known != null) {
            unify(of(known), b, then);
        } else {
            // The other side may have bound the variable on its way, as in x = xs[x].
            term(b, () -> unify(target, a, then));
        }
    }

    private void bind(Var v, Operand value) {
        // The documents' locals are replaced in place by "with"; all others keep their value while it is named.
        if (value instanceof Operand.Local(var index) && index > 1) {
            names.put(v.name(), index);
            return;
        }
        int held = local();
        names.put(v.name(), held);
        emit(new Stmt.AssignVar(value, held, loc));
    }

    /** Unifies a value that is there with a term. */
    final void unify(Operand a, Term b, Runnable then) {
        switch (b) {
            case Var v
            when !v.name().equals("data") && !names.knows(v.name()) -> {
                bind(v, a);
                then.run();
            }
            case Term.ArrayTerm array when !isKnown(array) -> unifyArray(a, array, then);
            case Term.ObjectTerm object when !isKnown(object) -> unifyObject(a, object, then);
            case Scalar _,
                    Var _,
                    Term.Ref _,
                    Term.Call _,
                    Term.FunctionName _,
                    Term.ArrayTerm _,
                    Term.SetTerm _,
                    Term.ObjectTerm _,
                    Term.ArrayCompr _,
                    Term.SetCompr _,
                    Term.ObjectCompr _,
                    Term.Template _ ->
                term(b, () -> {
                    emit(new Stmt.Equal(a, target, loc));
                    then.run();
                });
        }
    }

    private void sameLength(Operand a, int length) {
        int have = local();
        int want = local();
        emit(new Stmt.Len(a, have, loc));
        emit(new Stmt.MakeNumberInt(length, want, loc));
        emit(new Stmt.Equal(of(have), of(want), loc));
    }

    private void unifyArray(Operand a, Term.ArrayTerm array, Runnable then) {
        emit(new Stmt.IsArray(a, loc));
        sameLength(a, array.items().size());
        unifyItem(a, array.items(), 0, then);
    }

    private void unifyItem(Operand a, List<Term> items, int index, Runnable then) {
        if (index == items.size()) {
            then.run();
            return;
        }
        int value = local();
        emit(new Stmt.Dot(a, new Operand.Const(RegoNumber.of(index)), value, loc));
        unify(of(value), items.get(index), () -> unifyItem(a, items, index + 1, then));
    }

    private void unifyObject(Operand a, Term.ObjectTerm object, Runnable then) {
        emit(new Stmt.IsObject(a, loc));
        sameLength(a, object.entries().size());
        unifyEntry(a, object.entries(), 0, then);
    }

    private void unifyEntry(Operand a, List<Term.Entry> entries, int index, Runnable then) {
        if (index == entries.size()) {
            then.run();
            return;
        }
        var entry = entries.get(index);
        term(entry.key(), () -> {
            int value = local();
            emit(new Stmt.Dot(a, target, value, loc));
            unify(of(value), entry.value(), () -> unifyEntry(a, entries, index + 1, then));
        });
    }

    private void unifyArrays(Term.ArrayTerm a, Term.ArrayTerm b, Runnable then) {
        if (a.items().size() != b.items().size()) emit(new Stmt.Break(0, loc));
        else unifyItems(a.items(), b.items(), 0, then);
    }

    /** Pairs whose left or right side is known come first, so that an order is found where there is one. */
    private void unifyItems(List<Term> a, List<Term> b, int index, Runnable then) {
        if (index == a.size()) {
            then.run();
            return;
        }
        int ready = index;
        while (ready < a.size() - 1 && !isKnown(a.get(ready)) && !isKnown(b.get(ready))) ready++;
        var left = swapped(a, index, ready);
        var right = swapped(b, index, ready);
        unify(left.get(index), right.get(index), () -> unifyItems(left, right, index + 1, then));
    }

    private static List<Term> swapped(List<Term> items, int i, int j) {
        if (i == j) return items;
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
                emit(new Stmt.Break(0, loc));
                return;
            }
            var rights = new ArrayList<Term>();
            for (var key : left.keySet()) rights.add(Objects.requireNonNull(right.get(key)));
            unifyItems(new ArrayList<>(left.values()), rights, 0, then);
        } else if (isKnown(a)) {
            term(a, () -> unify(target, b, then));
        } else {
            term(b, () -> unify(target, a, then));
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
