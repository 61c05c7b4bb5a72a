package org.attestry.rego.ir;

import org.attestry.rego.value.RegoValue;

/** Where a statement takes a value from. */
public sealed interface Operand {
    record Local(int index) implements Operand {}

    record Bool(boolean value) implements Operand {}

    record Str(String value) implements Operand {}

    /** A value known when the plan is made; our own shorthand for the statements that would make it. */
    record Const(RegoValue value) implements Operand {}
}
