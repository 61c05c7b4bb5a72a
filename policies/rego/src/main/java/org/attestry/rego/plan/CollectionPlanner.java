package org.attestry.rego.plan;

import java.util.List;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;

/** Plans arrays, sets and objects whose items are written out. */
final class CollectionPlanner {
    private final TermPlanner p;

    CollectionPlanner(TermPlanner planner) {
        this.p = planner;
    }

    void array(Term.ArrayTerm array, Runnable then) {
        unlessConstant(array, then, () -> {
            int made = p.local();
            p.emit(new Stmt.MakeArray(array.items().size(), made, p.loc));
            each(array.items(), 0, () -> p.emit(new Stmt.ArrayAppend(p.target, made, p.loc)), made, then);
        });
    }

    void set(Term.SetTerm set, Runnable then) {
        unlessConstant(set, then, () -> {
            int made = p.local();
            p.emit(new Stmt.MakeSet(made, p.loc));
            each(set.items(), 0, () -> p.emit(new Stmt.SetAdd(p.target, made, p.loc)), made, then);
        });
    }

    void object(Term.ObjectTerm object, Runnable then) {
        unlessConstant(object, then, () -> {
            int made = p.local();
            p.emit(new Stmt.MakeObject(made, p.loc));
            entries(object.entries(), 0, made, then);
        });
    }

    private void unlessConstant(Term term, Runnable then, Runnable plan) {
        var value = Constants.of(term);
        if (value == null) {
            plan.run();
        } else {
            p.target = new Operand.Const(value);
            then.run();
        }
    }

    private void each(List<Term> items, int index, Runnable add, int made, Runnable then) {
        if (index == items.size()) {
            p.target = Emitter.of(made);
            then.run();
            return;
        }
        p.term(items.get(index), () -> {
            add.run();
            each(items, index + 1, add, made, then);
        });
    }

    private void entries(List<Term.Entry> entries, int index, int made, Runnable then) {
        if (index == entries.size()) {
            p.target = Emitter.of(made);
            then.run();
            return;
        }
        var entry = entries.get(index);
        p.term(entry.key(), () -> {
            var key = p.target;
            p.term(entry.value(), () -> {
                p.emit(new Stmt.ObjectInsert(key, p.target, made, p.loc));
                entries(entries, index + 1, made, then);
            });
        });
    }
}
