package org.attestry.persistence.rocksdb;

/** Rows that contradict their checksums or each other: whoever meets them stops, for what is missing may have been acknowledged. */
public final class CorruptStore extends RuntimeException {
    CorruptStore(String message) {
        super(message);
    }
}
