package org.attestry.persistence.content;

import org.attestry.bytes.Bytes;

/** Content that has to be there is not, or is damaged. */
public final class ContentUnavailable extends RuntimeException {
    private final Bytes digest;
    private final String state;

    /** {@code state} is what became of it, {@code how} what the storage says, for its operator. */
    private ContentUnavailable(Bytes digest, String state, String how) {
        super(told(digest, state) + how);
        this.digest = digest;
        this.state = state;
    }

    static ContentUnavailable missing(Bytes digest) {
        return new ContentUnavailable(digest, "missing", "");
    }

    static ContentUnavailable damaged(Bytes digest, String how) {
        return new ContentUnavailable(digest, "damaged", ": " + how);
    }

    /** SHA-256 of what was asked for. */
    public Bytes digest() {
        return digest;
    }

    /** {@code missing} or {@code damaged}. */
    public String state() {
        return state;
    }

    /** The sentence for whoever asked; what else the message says is for the log. */
    public String told() {
        return told(digest, state);
    }

    private static String told(Bytes digest, String state) {
        return "the content kept under SHA-256 " + digest.hex() + " is " + state;
    }
}
