package org.attestry.persistence.rocksdb;

import java.time.Instant;

/** Whether the store takes writes: what readiness asks. */
public sealed interface StoreHealth {
    /** The last write succeeded. */
    record Writable() implements StoreHealth {}

    /** No write is taken since {@code since}; the store tries again by itself. {@code problem} names the folder and the error. */
    record Failing(String problem, Instant since) implements StoreHealth {}
}
