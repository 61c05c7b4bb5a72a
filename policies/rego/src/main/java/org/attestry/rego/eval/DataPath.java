package org.attestry.rego.eval;

import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** Steps by name into loaded data, which are taken once for all evaluations with that data. */
final class DataPath extends Node {
    private final RegoString[] names;
    private final int[] targets;
    private final int place;

    DataPath(RegoString[] names, int[] targets, int place) {
        this.names = names;
        this.targets = targets;
        this.place = place;
    }

    @Override
    int run(@Nullable Object[] frame, Run run) {
        boolean loaded = run.paths.lieIn(frame[LoadedLocals.DATA]);
        var found = loaded ? run.paths.found(place) : null;
        if (found == null) return walk(frame, run, loaded);
        var values = found.values;
        for (int i = 0; i < values.length; i++) frame[targets[i]] = values[i];
        return NEXT;
    }

    private int walk(@Nullable Object[] frame, Run run, boolean loaded) {
        var values = new RegoValue[names.length];
        var at = frame[LoadedLocals.DATA];
        for (int i = 0; i < names.length; i++) {
            var next = Access.field(at, names[i]);
            frame[targets[i]] = next;
            if (next == null) return UNDEFINED;
            values[i] = next;
            at = next;
        }
        if (loaded) run.paths.keep(place, values);
        return NEXT;
    }
}
