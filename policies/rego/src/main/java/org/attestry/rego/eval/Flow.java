package org.attestry.rego.eval;

import java.util.List;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** The statements that decide which others run. */
final class Flow {
    private Flow() {}

    static final class Blocks extends Node {
        private final Node[] blocks;

        Blocks(Node[] blocks) {
            this.blocks = blocks;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            for (var block : blocks) {
                int answer = block.run(frame, run);
                if (answer == NEXT || answer == UNDEFINED) continue;
                return outward(answer);
            }
            return NEXT;
        }
    }

    static final class Leave extends Node {
        private final int answer;

        Leave(int answer) {
            this.answer = answer;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            return answer;
        }
    }

    static final class Not extends Node {
        private final Node block;

        Not(Node block) {
            this.block = block;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            int answer = block.run(frame, run);
            return answer == NEXT ? UNDEFINED : outward(answer);
        }
    }

    /** One item of {@code every}: leaves all where the block did not set the local. */
    static final class Item extends Node {
        private final int held;
        private final Node block;

        Item(int held, Node block) {
            this.held = held;
            this.block = block;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            frame[held] = null;
            int answer = block.run(frame, run);
            if (answer != NEXT && answer != UNDEFINED) return outward(answer);
            return frame[held] == null ? UNDEFINED + 1 : UNDEFINED;
        }
    }

    /** Runs a block with a document or a part of it replaced, and with no rule's value known. */
    static final class With extends Node {
        private final int local;
        private final List<RegoString> path;
        private final Slot value;
        private final Node block;

        With(int local, List<RegoString> path, Slot value, Node block) {
            this.local = local;
            this.path = path;
            this.value = value;
            this.block = block;
        }

        @Override
        int run(@Nullable Object[] frame, Run run) {
            var replacement = (RegoValue) value.get(frame);
            if (replacement == null && !path.isEmpty()) return UNDEFINED;
            var before = frame[local];
            var memo = run.memo;
            frame[local] = replacement == null ? null : Access.put(before, path, 0, replacement);
            run.memo = new Object[memo.length];
            try {
                int answer = block.run(frame, run);
                return answer > UNDEFINED ? outward(answer) : answer;
            } finally {
                run.memo = memo;
                frame[local] = before;
            }
        }
    }
}
