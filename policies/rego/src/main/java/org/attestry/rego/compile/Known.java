package org.attestry.rego.compile;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the variables of one body, over what is known around it; what is said first of a variable stays. */
final class Known {
    private final @Nullable Known outer;
    private final Map<String, StaticType> types = new HashMap<>();

    Known(@Nullable Known outer) {
        this.outer = outer;
    }

    void say(String name, StaticType type) {
        if (find(name) == null) types.put(name, type);
    }

    @Nullable
    StaticType find(String name) {
        for (var known = this; known != null; known = known.outer) {
            Effort.take(1);
            var type = known.types.get(name);
            if (type != null) return type;
        }
        return null;
    }
}
