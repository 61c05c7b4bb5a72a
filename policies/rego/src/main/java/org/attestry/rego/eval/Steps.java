package org.attestry.rego.eval;

import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.jspecify.annotations.Nullable;

/** The statements that ask a document for a part of it or for its size. */
final class Steps {
    private Steps() {}

    static Node dot(Slot source, Slot key, int target) {
        int local = source.localOr(-1);
        return local >= 0 && key.constant() instanceof RegoString name
                ? new Field(local, name, target)
                : new Dot(source, key, target);
    }

    /** A step by a name that the policy gives. */
    private static final class Field extends Node {
        private final int source;
        private final RegoString name;
        private final int target;

        Field(int source, RegoString name, int target) {
            this.source = source;
            this.name = name;
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            return found(frame, target, Access.field(frame[source], name));
        }
    }

    static final class Dot extends Node {
        private final Slot source;
        private final Slot key;
        private final int target;

        Dot(Slot source, Slot key, int target) {
            this.source = source;
            this.key = key;
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            return found(frame, target, Access.get(source.get(frame), key.get(frame)));
        }
    }

    /** A step into loaded data by a whole number, for which its digits may stand: the keys of loaded objects are strings. */
    static final class DotByDigits extends Node {
        private final Slot source;
        private final Slot key;
        private final RegoString digits;
        private final int target;

        DotByDigits(Slot source, Slot key, RegoString digits, int target) {
            this.source = source;
            this.key = key;
            this.digits = digits;
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var in = source.get(frame);
            var value = Access.get(in, key.get(frame));
            return found(frame, target, value == null && in instanceof RegoObject object ? object.get(digits) : value);
        }
    }

    static final class Length extends Node {
        private final Slot source;
        private final int target;

        Length(Slot source, int target) {
            this.source = source;
            this.target = target;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            return found(frame, target, Access.size(source.get(frame)));
        }
    }
}
