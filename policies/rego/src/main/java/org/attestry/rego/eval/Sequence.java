package org.attestry.rego.eval;

import org.jspecify.annotations.Nullable;

/** The statements of a block. The answer is that of the statement that ended it, or {@link Node#NEXT}. */
final class Sequence extends Node {
    private final Node[] nodes;

    Sequence(Node[] nodes) {
        this.nodes = nodes;
    }

    @Override
    int run(@Nullable Object[] frame, Run run) {
        for (var node : nodes) {
            int next = node.run(frame, run);
            if (next != NEXT) return next;
        }
        return NEXT;
    }
}
