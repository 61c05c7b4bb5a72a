package org.attestry.rego.eval;

import org.attestry.rego.ir.Operand;
import org.attestry.rego.value.Names;
import org.attestry.rego.value.RegoBoolean;
import org.jspecify.annotations.Nullable;

/** An operand, ready to be read: a local of the frame or a constant. */
final class Slot {
    private final int local;
    private final @Nullable Object constant;

    private Slot(int local, @Nullable Object constant) {
        this.local = local;
        this.constant = constant;
    }

    static Slot of(Operand operand) {
        return switch (operand) {
            case Operand.Local(var index) -> new Slot(index, null);
            case Operand.Bool(var value) -> new Slot(-1, RegoBoolean.of(value));
            case Operand.Str(var value) -> new Slot(-1, Names.add(value));
            case Operand.Const(var value) -> new Slot(-1, value);
        };
    }

    static Slot local(int index) {
        return new Slot(index, null);
    }

    @Nullable
    Object get(@Nullable Object[] frame) {
        return local >= 0 ? frame[local] : constant;
    }

    int localOr(int otherwise) {
        return local >= 0 ? local : otherwise;
    }

    @Nullable
    Object constant() {
        return constant;
    }
}
