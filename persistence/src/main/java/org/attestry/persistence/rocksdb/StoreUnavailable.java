package org.attestry.persistence.rocksdb;

import org.jspecify.annotations.Nullable;

/** The storage failed or cannot take more now: whether the write is stored is unknown, so nobody may be told that it is. */
public final class StoreUnavailable extends RuntimeException {
    StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
