package org.attestry.rego.plan;

import java.util.HashMap;
import java.util.Map;
import org.attestry.rego.compile.Effort;
import org.jspecify.annotations.Nullable;

/** Which local holds which variable, innermost block first. */
final class Names {
    private final @Nullable Names outer;
    private final Map<String, Integer> locals = new HashMap<>();

    private Names(@Nullable Names outer) {
        this.outer = outer;
    }

    /** The names of a function: only the documents are known. */
    static Names of(int input, int data) {
        var names = new Names(null);
        names.put("input", input);
        names.put("data", data);
        return names;
    }

    Names nested() {
        return new Names(this);
    }

    void put(String name, int local) {
        locals.put(name, local);
    }

    @Nullable
    Integer find(String name) {
        for (Names names = this; names != null; names = names.outer) {
            Effort.take(1);
            var local = names.locals.get(name);
            if (local != null) return local;
        }
        return null;
    }

    int get(String name) {
        var local = find(name);
        if (local == null) throw new IllegalStateException("no local for " + name);
        return local;
    }

    boolean knows(String name) {
        return find(name) != null;
    }
}
