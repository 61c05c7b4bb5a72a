package org.attestry.rego.eval;

import org.attestry.rego.builtin.Comparison;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** A question about two values; where it has to hold, a no is undefined at once. */
abstract class Question extends Node {
    private final Slot a;
    private final Slot b;
    private final int result;
    private final int otherwise;

    private Question(Slot a, Slot b, int result, boolean mustHold) {
        this.a = a;
        this.b = b;
        this.result = result;
        this.otherwise = mustHold ? UNDEFINED : NEXT;
    }

    abstract boolean ask(RegoValue first, RegoValue second, Run run);

    @Override
    final int run(@Nullable Object[] frame, Run run) {
        var first = (RegoValue) a.get(frame);
        var second = (RegoValue) b.get(frame);
        if (first == null || second == null) return UNDEFINED;
        boolean yes = ask(first, second, run);
        frame[result] = RegoBoolean.of(yes);
        return yes ? NEXT : otherwise;
    }

    /** {@code x in xs}. */
    static final class Member extends Question {
        Member(Slot item, Slot collection, int result, boolean mustHold) {
            super(item, collection, result, mustHold);
        }

        @Override
        boolean ask(RegoValue item, RegoValue collection, Run run) {
            return Members.contains(collection, item);
        }
    }

    static final class Compared extends Question {
        private final Comparison comparison;

        Compared(Comparison comparison, Slot a, Slot b, int result, boolean mustHold) {
            super(a, b, result, mustHold);
            this.comparison = comparison;
        }

        @Override
        boolean ask(RegoValue a, RegoValue b, Run run) {
            run.step();
            return comparison.holds(a, b);
        }
    }
}
