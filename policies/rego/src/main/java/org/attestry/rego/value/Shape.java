package org.attestry.rego.value;

import java.util.List;

/** The names that many objects have in common, with all that follows from names alone: look-up and order. */
public final class Shape {
    private final Table names;

    private Shape(Table names) {
        this.names = names;
    }

    /** The shape of these names, of which none may be there twice. */
    public static Shape of(List<RegoString> names) {
        var table = new Table(names.size(), true);
        for (var name : names) {
            if (!table.put(name, RegoNull.NULL)) throw new IllegalArgumentException("twice: " + name);
        }
        return new Shape(table.trimmed());
    }

    /** An object with these values under the names; the array belongs to the object from now on. */
    public RegoObject object(RegoValue[] values) {
        return new RegoObject(names.with(values));
    }
}
