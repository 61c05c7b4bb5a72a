package org.attestry.rego.value;

/** JSON's null, which is defined: a body with the value null goes on. */
public final class RegoNull implements RegoValue {
    public static final RegoNull NULL = new RegoNull();

    private RegoNull() {}

    @Override
    public String typeName() {
        return "null";
    }

    @Override
    public String toString() {
        return "null";
    }
}
