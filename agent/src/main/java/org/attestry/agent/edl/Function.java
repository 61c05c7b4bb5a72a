package org.attestry.agent.edl;

import java.util.List;

/** A function at the border. */
record Function(String name, EdlType result, List<Declaration> parameters, Traits traits, Position at) {
    /** What is said of a function besides its signature. */
    record Traits(
            boolean isPublic,
            boolean switchless,
            boolean propagateErrno,
            List<String> conventions,
            List<String> allowed) {}

    boolean returns() {
        return !result.isVoid();
    }
}
