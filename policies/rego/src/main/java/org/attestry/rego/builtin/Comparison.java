package org.attestry.rego.builtin;

import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoValue;

/** A comparison of any two values: always answered, and at no cost beyond its call. */
public final class Comparison implements Builtin.Body {
    private final boolean less;
    private final boolean equal;
    private final boolean greater;

    private Comparison(boolean less, boolean equal, boolean greater) {
        this.less = less;
        this.equal = equal;
        this.greater = greater;
    }

    /** The builtin that holds where the first value stands to the second in one of the ways given. */
    static Builtin of(String name, boolean less, boolean equal, boolean greater) {
        return Builtin.of(name, "any, any -> boolean", new Comparison(less, equal, greater));
    }

    /** The answer as Java has it. */
    public boolean holds(RegoValue a, RegoValue b) {
        if (less == greater) return a.equals(b) ? equal : less;
        int order = a instanceof RegoNumber number ? number.compareTo(b) : a.compareTo(b);
        return order < 0 ? less : order > 0 ? greater : equal;
    }

    @Override
    public RegoValue apply(BuiltinContext context, RegoValue[] args) {
        return RegoBoolean.of(holds(args[0], args[1]));
    }
}
