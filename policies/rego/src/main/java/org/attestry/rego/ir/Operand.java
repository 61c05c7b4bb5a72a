package org.attestry.rego.ir;

/** Where a statement takes a value from. */
public sealed interface Operand {
    record Local(int index) implements Operand {}

    record Bool(boolean value) implements Operand {}

    record Str(String value) implements Operand {}
}
