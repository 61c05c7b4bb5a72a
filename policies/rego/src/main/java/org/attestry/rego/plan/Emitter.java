package org.attestry.rego.plan;

import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.ast.Loc;
import org.attestry.rego.compile.Effort;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.ir.Block;
import org.attestry.rego.ir.Operand;
import org.attestry.rego.ir.Stmt;

/** Where statements go: the block under construction, the next free local, the position in source. */
class Emitter {
    /**
     * What follows a step is planned inside of it, so that each step of a body goes deeper than all before it. Half of the stack that a
     * compile is given holds as many, be they interpreted; where that stack itself ends differs from run to run.
     */
    private static final int DEEPEST = 250_000;

    private final int maxStatements;
    private int statements;
    private int depth;
    protected List<Stmt> block = new ArrayList<>();
    protected int nextLocal;
    protected Loc loc = new Loc("", 0, 0);
    /** The value of what was planned last. */
    protected Operand target = new Operand.Bool(true);

    Emitter(int maxStatements) {
        this.maxStatements = maxStatements;
    }

    /** What was reached cannot be planned; becomes a {@link RegoCompileException} where planning began. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient RegoError error;

        Refused(RegoError error) {
            super(error.message(), null, false, false);
            this.error = error;
        }

        RegoError error() {
            return error;
        }
    }

    protected void emit(Stmt stmt) {
        Effort.take(1);
        if (++statements > maxStatements) {
            throw new Refused(
                    loc.error(RegoError.COMPILE, "plan too large: limit is " + maxStatements + " statements"));
        }
        block.add(stmt);
    }

    /** Begins a step that goes on inside of the one before it. */
    protected final void deeper() {
        if (++depth > DEEPEST) {
            throw new Refused(
                    loc.error(RegoError.COMPILE, "source is nested too deep: limit is " + DEEPEST + " steps"));
        }
    }

    /** Ends what {@link #deeper} began. */
    protected final void shallower() {
        depth--;
    }

    protected int local() {
        return nextLocal++;
    }

    /** Runs {@code inside} with a block of its own and gives that block. */
    protected Block nested(Runnable inside) {
        var outer = block;
        block = new ArrayList<>();
        inside.run();
        var made = new Block(block);
        block = outer;
        return made;
    }

    protected void emitBlocks(Block... blocks) {
        emit(new Stmt.Blocks(List.of(blocks), loc));
    }

    protected static Operand of(int local) {
        return new Operand.Local(local);
    }

    /** The target as a local: constants are copied into one. */
    protected int targetLocal() {
        if (target instanceof Operand.Local(var index)) return index;
        int copy = local();
        emit(new Stmt.AssignVar(target, copy, loc));
        target = of(copy);
        return copy;
    }
}
