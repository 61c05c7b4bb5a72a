package org.attestry.rego.eval;

import org.attestry.rego.ast.Loc;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** The statements that put a value somewhere without making one. */
final class Moves {
    private Moves() {}

    static Node assign(Slot source, int target) {
        int local = source.localOr(-1);
        return local < 0 ? new Constant(target, source.constant()) : new Copy(local, target);
    }

    static final class Constant extends Node {
        private final int target;
        private final @Nullable Object value;

        Constant(int target, @Nullable Object value) {
            this.target = target;
            this.value = value;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            frame[target] = value;
            return NEXT;
        }
    }

    private static final class Copy extends Node {
        private final int source;
        private final int target;

        Copy(int source, int target) {
            this.source = source;
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            frame[target] = frame[source];
            return NEXT;
        }
    }

    static final class AssignOnce extends Node {
        private final Slot source;
        private final int target;
        private final Loc loc;
        private final String message;

        AssignOnce(Slot source, int target, Loc loc, String message) {
            this.source = source;
            this.target = target;
            this.loc = loc;
            this.message = message;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var value = source.get(frame);
            if (value == null) return UNDEFINED;
            var before = frame[target];
            if (before != null && !before.equals(value)) throw Run.conflict(loc, message);
            frame[target] = value;
            return NEXT;
        }
    }

    /** A constant where no value stands yet. */
    static final class Otherwise extends Node {
        private final int target;
        private final @Nullable Object value;

        Otherwise(int target, @Nullable Object value) {
            this.target = target;
            this.value = value;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            if (frame[target] != null) return UNDEFINED;
            frame[target] = value;
            return NEXT;
        }
    }

    static final class Result extends Node {
        private final int local;

        Result(int local) {
            this.local = local;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            if (frame[local] instanceof RegoValue value) run.results().add(value);
            return NEXT;
        }
    }
}
