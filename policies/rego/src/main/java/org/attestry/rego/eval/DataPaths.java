package org.attestry.rego.eval;

import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/**
 * Where the paths of a policy lead in one data document: each is walked once, for all evaluations with that document.
 *
 * <p>Threads race to write what they found, which is the same for all of them. Only what is there is kept.
 */
public final class DataPaths {
    private final RegoValue data;
    private final @Nullable Found[] found;

    /** The values on a path in order, published safely through its final field. */
    static final class Found {
        final RegoValue[] values;

        Found(RegoValue[] values) {
            this.values = values;
        }
    }

    DataPaths(RegoValue data, int paths) {
        this.data = data;
        this.found = new Found[paths];
    }

    RegoValue data() {
        return data;
    }

    /** False where {@code with} put something else in its place. */
    @SuppressWarnings("ReferenceEquality") // an equal document would do, but to find that out is not worth it
    boolean lieIn(@Nullable Object document) {
        return document == data;
    }

    @Nullable
    Found found(int path) {
        return found[path];
    }

    void keep(int path, RegoValue[] values) {
        found[path] = new Found(values);
    }
}
