package org.attestry.rego.plan;

import java.util.List;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ast.Term.Scalar;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;
import org.attestry.rego.value.RegoNumber;

/** Plans the unification of a value that is there with a term: variables not known yet are bound to its parts. */
final class ValueUnifier {
    private final TermPlanner p;

    ValueUnifier(TermPlanner planner) {
        this.p = planner;
    }

    void unify(Operand a, Term b, Runnable then) {
        switch (b) {
            case Var v
            when !v.name().equals("data") && !p.names.knows(v.name()) -> {
                bind(v, a);
                then.run();
            }
            case Term.ArrayTerm array when !p.isKnown(array) -> unifyArray(a, array, then);
            case Term.ObjectTerm object when !p.isKnown(object) -> unifyObject(a, object, then);
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
                p.term(b, () -> {
                    p.emit(new Stmt.Equal(a, p.target, p.loc));
                    then.run();
                });
        }
    }

    private void bind(Var v, Operand value) {
        // The documents' locals are replaced in place by "with"; all others keep their value while it is named.
        if (value instanceof Operand.Local(var index) && index > 1) {
            p.names.put(v.name(), index);
            return;
        }
        int held = p.local();
        p.names.put(v.name(), held);
        p.emit(new Stmt.AssignVar(value, held, p.loc));
    }

    private void unifyArray(Operand a, Term.ArrayTerm array, Runnable then) {
        p.emit(new Stmt.IsArray(a, p.loc));
        sameLength(a, array.items().size());
        unifyItem(a, array.items(), 0, then);
    }

    private void unifyItem(Operand a, List<Term> items, int index, Runnable then) {
        if (index == items.size()) {
            then.run();
            return;
        }
        int value = p.local();
        p.emit(new Stmt.Dot(a, new Operand.Const(RegoNumber.of(index)), value, p.loc));
        p.unify(Emitter.of(value), items.get(index), () -> unifyItem(a, items, index + 1, then));
    }

    private void unifyObject(Operand a, Term.ObjectTerm object, Runnable then) {
        p.emit(new Stmt.IsObject(a, p.loc));
        sameLength(a, object.entries().size());
        unifyEntry(a, object.entries(), 0, then);
    }

    private void unifyEntry(Operand a, List<Term.Entry> entries, int index, Runnable then) {
        if (index == entries.size()) {
            then.run();
            return;
        }
        var entry = entries.get(index);
        p.term(entry.key(), () -> {
            int value = p.local();
            p.emit(new Stmt.Dot(a, p.target, value, p.loc));
            p.unify(Emitter.of(value), entry.value(), () -> unifyEntry(a, entries, index + 1, then));
        });
    }

    private void sameLength(Operand a, int length) {
        int have = p.local();
        int want = p.local();
        p.emit(new Stmt.Len(a, have, p.loc));
        p.emit(new Stmt.MakeNumberInt(length, want, p.loc));
        p.emit(new Stmt.Equal(Emitter.of(have), Emitter.of(want), p.loc));
    }
}
