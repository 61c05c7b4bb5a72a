package org.attestry.rego.eval;

import java.util.List;
import org.attestry.rego.value.Building;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNumber;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Reading and changing documents. */
final class Access {
    private Access() {}

    /** {@code source[key]}: null where it is undefined. A set gives back the key it contains. */
    static @Nullable RegoValue get(@Nullable Object source, @Nullable Object key) {
        if (source == null || key == null) return null;
        if (source instanceof RegoObject object) return object.get((RegoValue) key);
        if (source instanceof RegoArray array) return array.find((RegoValue) key);
        if (source instanceof RegoSet set) return set.contains((RegoValue) key) ? (RegoValue) key : null;
        return null;
    }

    /** {@code source.name}, as {@link #get} gives it. */
    static @Nullable RegoValue field(@Nullable Object source, RegoString name) {
        return source instanceof RegoObject object ? object.get(name) : get(source, name);
    }

    /** The number of elements, or null for what has none. */
    static @Nullable RegoValue size(@Nullable Object source) {
        return switch (source) {
            case RegoArray array -> RegoNumber.of(array.size());
            case RegoObject object -> RegoNumber.of(object.size());
            case RegoSet set -> RegoNumber.of(set.size());
            case RegoString string ->
                RegoNumber.of(string.value().codePointCount(0, string.value().length()));
            case null, default -> null;
        };
    }

    /** A copy of {@code document} with the value at a path replaced; what is in the way becomes an object. */
    static RegoValue put(@Nullable Object document, List<RegoString> path, int index, RegoValue value) {
        if (index == path.size()) return value;
        var key = path.get(index);
        var object = document instanceof RegoObject o ? o : RegoObject.EMPTY;
        return object.with(key, put(object.get(key), path, index + 1, value));
    }

    /** Objects merged key by key; where both have a value and not both are objects, what was loaded wins. */
    static RegoValue merge(RegoValue under, RegoValue over) {
        if (!(under instanceof RegoObject a) || !(over instanceof RegoObject b)) return under;
        if (b.size() == 0) return a;
        var merged = Building.copy(a, b.size());
        b.forEach((key, value) -> {
            var below = a.get(key);
            Building.put(merged, key, below == null ? value : merge(below, value));
        });
        return merged;
    }
}
