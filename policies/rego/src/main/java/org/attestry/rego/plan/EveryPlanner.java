package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Expr.Kind;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;

/** Plans {@code every}: whatever has items holds unless one of them is found for which the body fails. */
final class EveryPlanner {
    private final Planner p;

    EveryPlanner(Planner planner) {
        this.p = planner;
    }

    void every(Kind.Every every, Runnable then) {
        p.term(every.domain(), () -> {
            int domain = p.targetLocal();
            var is = List.<Stmt>of(
                    new Stmt.IsArray(Emitter.of(domain), p.loc),
                    new Stmt.IsObject(Emitter.of(domain), p.loc),
                    new Stmt.IsSet(Emitter.of(domain), p.loc));
            var alternatives = new ArrayList<Block>();
            for (var check : is) alternatives.add(new Block(List.of(check, new Stmt.Break(1, p.loc))));
            p.emitBlocks(new Block(List.of(new Stmt.Blocks(alternatives, p.loc), new Stmt.Break(1, p.loc))));
            everyItem(every, domain);
            then.run();
        });
    }

    private void everyItem(Kind.Every every, int domain) {
        int key = p.local();
        int value = p.local();
        int held = p.local();
        var outer = p.names;
        p.names = p.names.nested();
        var inner = p.nested(() -> {
            if (every.key() != null) p.unify(Emitter.of(key), every.key(), () -> {});
            p.unify(Emitter.of(value), every.value(), () -> {});
            p.emit(new Stmt.ResetLocal(held, p.loc));
            p.emitBlocks(p.nested(() ->
                    p.body(every.body(), 0, () -> p.emit(new Stmt.AssignVar(new Operand.Bool(true), held, p.loc)))));
            p.emit(new Stmt.IsUndefined(held, p.loc));
            p.emit(new Stmt.Break(1, p.loc));
        });
        p.names = outer;
        p.emit(new Stmt.Scan(domain, key, value, inner, p.loc));
    }
}
