package org.attestry.rego.eval;

import org.attestry.rego.ir.Stmt;
import org.jspecify.annotations.Nullable;

/** Tells the observer where the evaluation is. */
final class Reached extends Node {
    private final Stmt.Mark mark;

    Reached(Stmt.Mark mark) {
        this.mark = mark;
    }

    @Override
    int run(@Nullable Object[] frame, Run run) {
        run.observer().reached(mark);
        return NEXT;
    }
}
