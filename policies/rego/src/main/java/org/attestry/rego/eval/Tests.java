package org.attestry.rego.eval;

import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoSet;
import org.jspecify.annotations.Nullable;

/** The statements that hold or are undefined, and change nothing. */
final class Tests {
    private Tests() {}

    static final class Equal extends Node {
        private final Slot a;
        private final Slot b;

        Equal(Slot a, Slot b) {
            this.a = a;
            this.b = b;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var left = a.get(frame);
            return holds(left != null && left.equals(b.get(frame)));
        }
    }

    static final class NotEqual extends Node {
        private final Slot a;
        private final Slot b;

        NotEqual(Slot a, Slot b) {
            this.a = a;
            this.b = b;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var left = a.get(frame);
            var right = b.get(frame);
            return holds(left != null && right != null && !left.equals(right));
        }
    }

    static final class Is extends Node {
        private final Slot source;
        private final Class<?> kind;

        Is(Slot source, Class<?> kind) {
            this.source = source;
            this.kind = kind;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            return holds(kind.isInstance(source.get(frame)));
        }
    }

    /** Is an array, an object or a set. */
    static final class IsCollection extends Node {
        private final Slot source;

        IsCollection(Slot source) {
            this.source = source;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var value = source.get(frame);
            return holds(value instanceof RegoArray || value instanceof RegoObject || value instanceof RegoSet);
        }
    }

    static final class Defined extends Node {
        private final int local;
        private final boolean wanted;

        Defined(int local, boolean wanted) {
            this.local = local;
            this.wanted = wanted;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            return holds((frame[local] != null) == wanted);
        }
    }
}
