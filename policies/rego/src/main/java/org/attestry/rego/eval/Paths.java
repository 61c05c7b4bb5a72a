package org.attestry.rego.eval;

import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** The statements that take several steps by name at once. */
final class Paths {
    private Paths() {}

    /** Steps by names that the policy gives, one after the other. */
    static final class Path extends Node {
        private final int source;
        private final RegoString[] names;
        private final int[] targets;

        Path(int source, RegoString[] names, int[] targets) {
            this.source = source;
            this.names = names;
            this.targets = targets;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var at = frame[source];
            for (int i = 0; i < names.length; i++) {
                at = Access.field(at, names[i]);
                frame[targets[i]] = at;
                if (at == null) return UNDEFINED;
            }
            return NEXT;
        }
    }

    /** Such steps into loaded data, taken once for all evaluations with that data. */
    static final class Known extends Node {
        private final Path path;
        private final int place;

        Known(Path path, int place) {
            this.path = path;
            this.place = place;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            if (!run.paths.lieIn(frame[path.source])) return path.run(frame, run);
            var found = run.paths.found(place);
            if (found == null) return walk(frame, run);
            var values = found.values;
            for (int i = 0; i < values.length; i++) frame[path.targets[i]] = values[i];
            return NEXT;
        }

        private int walk(@Nullable Object[] frame, Run run) {
            var values = new RegoValue[path.names.length];
            var at = frame[path.source];
            for (int i = 0; i < values.length; i++) {
                var next = Access.field(at, path.names[i]);
                if (next == null) return path.run(frame, run);
                values[i] = next;
                at = next;
            }
            run.paths.keep(place, values);
            return path.run(frame, run);
        }
    }
}
