package org.attestry.rego.plan;

import java.util.List;
import org.attestry.rego.ast.Expr;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;

/** Plans {@code not}: what is negated gets a block of its own, whose end must not be reached. */
final class NegationPlanner {
    private final Planner p;

    NegationPlanner(Planner planner) {
        this.p = planner;
    }

    void negated(Expr expr, Runnable then) {
        var outer = p.names;
        p.names = p.names.nested();
        int held = p.local();
        var inner = p.nested(() -> p.positive(expr, () -> held(held)));
        if (hasScan(inner)) inner = oneOfMany(inner, held);
        p.names = outer;
        p.emit(new Stmt.Not(inner, p.loc));
        then.run();
    }

    private void held(int local) {
        p.emit(new Stmt.AssignVar(new Operand.Bool(true), local, p.loc));
    }

    /** The end of a block that enumerates says nothing: whether it held is in a local then. */
    private Block oneOfMany(Block inner, int held) {
        return new Block(List.of(
                new Stmt.ResetLocal(held, p.loc),
                new Stmt.Blocks(List.of(inner), p.loc),
                new Stmt.IsDefined(held, p.loc)));
    }

    private static boolean hasScan(Block block) {
        for (var stmt : block.stmts()) {
            Effort.take(1);
            boolean scans = switch (stmt) {
                case Stmt.Scan _ -> true;
                case Stmt.Blocks(var blocks, var _) -> blocks.stream().anyMatch(NegationPlanner::hasScan);
                case Stmt.With with -> hasScan(with.block());
                case Stmt.ArrayAppend _,
                        Stmt.AssignInt _,
                        Stmt.AssignVar _,
                        Stmt.AssignVarOnce _,
                        Stmt.Break _,
                        Stmt.Call _,
                        Stmt.CallDynamic _,
                        Stmt.Dot _,
                        Stmt.Equal _,
                        Stmt.IsArray _,
                        Stmt.IsDefined _,
                        Stmt.IsObject _,
                        Stmt.IsSet _,
                        Stmt.IsUndefined _,
                        Stmt.Len _,
                        Stmt.MakeArray _,
                        Stmt.MakeNull _,
                        Stmt.MakeNumberInt _,
                        Stmt.MakeNumberRef _,
                        Stmt.MakeObject _,
                        Stmt.MakeSet _,
                        Stmt.Nop _,
                        Stmt.Not _,
                        Stmt.NotEqual _,
                        Stmt.ObjectInsert _,
                        Stmt.ObjectInsertOnce _,
                        Stmt.ObjectMerge _,
                        Stmt.ResetLocal _,
                        Stmt.ResultSetAdd _,
                        Stmt.ReturnLocal _,
                        Stmt.SetAdd _,
                        Stmt.Mark _ -> false;
            };
            if (scans) return true;
        }
        return false;
    }
}
