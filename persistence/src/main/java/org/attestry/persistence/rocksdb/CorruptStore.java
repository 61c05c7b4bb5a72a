package org.attestry.persistence.rocksdb;

import org.jspecify.annotations.Nullable;

/** Rows that contradict their checksums or each other: whoever meets them stops, for what is missing may have been acknowledged. */
public final class CorruptStore extends RuntimeException {
    /** {@code message} names whose rows they are; it is for the operator. */
    public CorruptStore(String message) {
        this(message, null);
    }

    CorruptStore(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
