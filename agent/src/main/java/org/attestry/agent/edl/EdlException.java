package org.attestry.agent.edl;

/** A file that is no valid EDL; the message starts with {@code file:line:column}. */
public final class EdlException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Position position;

    public EdlException(Position position, String problem) {
        super(position + ": " + problem);
        this.position = position;
    }

    public Position position() {
        return position;
    }
}
