package org.attestry.rego.value;

/** JSON text was refused; the message names the reason and the offset in bytes. */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;

    JsonException(String reason, int offset) {
        super(reason + " at offset " + offset);
        this.offset = offset;
    }

    public int offset() {
        return offset;
    }
}
