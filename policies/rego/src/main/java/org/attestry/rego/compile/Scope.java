package org.attestry.rego.compile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.attestry.rego.ast.Loc;
import org.jspecify.annotations.Nullable;

/** The names declared in one body, inside the names declared around it. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, String> declared = new HashMap<>();
    private final Set<String> referenced = new HashSet<>();
    /** Declared by {@code some} and not yet used, with the place of the declaration. */
    private final Map<String, Loc> unused = new LinkedHashMap<>();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    boolean declaresHere(String name) {
        return declared.containsKey(name);
    }

    boolean referencedHere(String name) {
        return referenced.contains(name);
    }

    void declare(String name, String unique) {
        declared.put(name, unique);
    }

    void mustBeUsed(String name, Loc loc) {
        unused.put(name, loc);
    }

    Map<String, Loc> unused() {
        return unused;
    }

    /** The unique name, or null where {@code name} is declared nowhere. */
    @Nullable
    String resolve(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Effort.take(1);
            var unique = scope.declared.get(name);
            if (unique != null) {
                scope.unused.remove(name);
                return unique;
            }
        }
        referenced.add(name);
        return null;
    }
}
