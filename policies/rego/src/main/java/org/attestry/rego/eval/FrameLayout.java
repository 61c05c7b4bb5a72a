package org.attestry.rego.eval;

import java.util.List;
import org.attestry.rego.ir.Operand;

/** The locals of one function or plan: how many there are is known when all of its statements were asked. */
final class FrameLayout {
    private static final int MOST_LOCALS = 1 << 20;

    private int size;

    FrameLayout(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    int touch(int local) {
        if (local < 0 || local > MOST_LOCALS) throw new IllegalArgumentException("no plan: local " + local);
        size = Math.max(size, local + 1);
        return local;
    }

    Slot slot(Operand operand) {
        if (operand instanceof Operand.Local(var index)) touch(index);
        return Slot.of(operand);
    }

    Slot[] slots(List<Operand> operands) {
        return operands.stream().map(this::slot).toArray(Slot[]::new);
    }
}
