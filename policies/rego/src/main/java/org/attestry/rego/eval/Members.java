package org.attestry.rego.eval;

import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.attestry.rego.value.RegoValue;

/** {@code x in xs}: constant time for sets and for long arrays once they were asked. */
final class Members {
    private Members() {}

    static boolean contains(Object collection, Object wanted) {
        var item = (RegoValue) wanted;
        return switch (collection) {
            case RegoArray array -> array.contains(item);
            case RegoSet set -> set.contains(item);
            case RegoObject object -> hasValue(object, item);
            default -> false;
        };
    }

    private static boolean hasValue(RegoObject object, RegoValue item) {
        for (int i = 0; i < object.size(); i++) if (object.sortedValue(i).equals(item)) return true;
        return false;
    }
}
