package org.attestry.agent.edl;

/** The value of a {@code size} or {@code count} attribute. */
sealed interface Amount {
    /** The attribute is not there. */
    record Absent() implements Amount {}

    record Literal(long value) implements Amount {}

    /** A parameter, or a member of the same struct, that has the value at the time of the call. */
    record Named(String name, Position at) implements Amount {}

    default boolean present() {
        return !(this instanceof Absent);
    }
}
