package org.attestry.agent.edl;

import java.util.List;

/** A parameter, or a member of a struct: a name, its type, its dimensions and its attributes. */
record Declaration(String name, EdlType type, List<Long> dimensions, Attributes attributes, Position at) {
    boolean array() {
        return !dimensions.isEmpty();
    }

    /** Whether it stands for memory somewhere else, rather than for a value. */
    boolean indirect() {
        return type.pointers() > 0 || array() || attributes.has("isptr") || attributes.has("isary");
    }

    /** As C declares it. */
    String declared() {
        var text = new StringBuilder(type.declared()).append(name);
        dimensions.forEach(dimension -> text.append('[').append(dimension).append(']'));
        return text.toString();
    }
}
