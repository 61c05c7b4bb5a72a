package org.attestry.bytes;

/** The bytes are not of the format; carries the field's name and what is wrong, and no stack trace. */
public final class Malformed extends RuntimeException {
    private final String field;

    /** {@code field} as the specification names it; {@code problem} in a few words without evidence in them. */
    public Malformed(String field, String problem) {
        super(field + ": " + problem, null, false, false);
        this.field = field;
    }

    /** The field that could not be read. */
    public String field() {
        return field;
    }
}
