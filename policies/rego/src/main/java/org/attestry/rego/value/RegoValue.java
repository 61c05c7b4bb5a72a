package org.attestry.rego.value;

/**
 * A value of Rego: what JSON can say, and sets.
 *
 * <p>Values are equal by content ({@code 1} equals {@code 1.0}) and ordered as OPA orders terms: null, booleans,
 * numbers, strings, arrays, objects, sets. {@code toString} is Rego's own notation; for JSON see {@link JsonWriter}.
 */
public sealed interface RegoValue extends Comparable<RegoValue>
        permits RegoNull, RegoBoolean, RegoNumber, RegoString, RegoArray, RegoObject, RegoSet {

    /** The name {@code type_name} gives: null, boolean, number, string, array, object or set. */
    String typeName();

    @Override
    default int compareTo(RegoValue other) {
        return TermOrder.compare(this, other);
    }

    /** Only {@code false} is false: in Rego everything else that is defined lets a body go on. */
    default boolean isFalse() {
        return this == RegoBoolean.FALSE;
    }
}
