package org.attestry.rego.plan;

import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.ast.Term;
import org.attestry.rego.ir.Stmt;

/** Plans comprehensions: a collection is made, and whatever the body finds is added to it. */
final class ComprehensionPlanner {
    private final TermPlanner p;

    ComprehensionPlanner(TermPlanner planner) {
        this.p = planner;
    }

    void array(Term.ArrayCompr c, Runnable then) {
        int array = p.local();
        p.emit(new Stmt.MakeArray(0, array, p.loc));
        Runnable add = () -> p.term(c.item(), () -> p.emit(new Stmt.ArrayAppend(p.target, array, p.loc)));
        collected(c.body(), c.loc(), array, add, then);
    }

    void set(Term.SetCompr c, Runnable then) {
        int set = p.local();
        p.emit(new Stmt.MakeSet(set, p.loc));
        Runnable add = () -> p.term(c.item(), () -> p.emit(new Stmt.SetAdd(p.target, set, p.loc)));
        collected(c.body(), c.loc(), set, add, then);
    }

    void object(Term.ObjectCompr c, Runnable then) {
        int object = p.local();
        p.emit(new Stmt.MakeObject(object, p.loc));
        collected(c.body(), c.loc(), object, () -> entry(c.key(), c.value(), object), then);
    }

    private void entry(Term key, Term value, int object) {
        p.term(key, () -> {
            var k = p.target;
            p.term(value, () -> p.emit(new Stmt.ObjectInsertOnce(k, p.target, object, p.loc)));
        });
    }

    private void collected(List<Expr> body, Loc at, int made, Runnable add, Runnable then) {
        var outer = p.names;
        var before = p.loc;
        p.names = p.names.nested();
        p.loc = at;
        var inner = p.nested(() -> p.body(body, 0, add));
        p.names = outer;
        p.loc = before;
        p.emitBlocks(inner);
        p.target = Emitter.of(made);
        then.run();
    }
}
