package org.attestry.persistence.rocksdb;

import org.jspecify.annotations.Nullable;

/** The folder cannot be opened; the message is a sentence for the operator that says what to do. */
public final class StoreRefused extends RuntimeException {
    /** Why a folder is not opened. */
    public enum Why {
        /** Another process, or another store of this one, has it open. */
        LOCKED,
        /** A newer release wrote it. */
        NEWER_FORMAT,
        /** It was written before the first release. */
        OLDER_FORMAT,
        /** It cannot be made or written. */
        NOT_WRITABLE,
        /** There is nothing to read in it. */
        ABSENT,
        /** What is in it contradicts itself. */
        DAMAGED
    }

    private final Why why;

    StoreRefused(Why why, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    /** The reason as a constant. */
    public Why why() {
        return why;
    }
}
