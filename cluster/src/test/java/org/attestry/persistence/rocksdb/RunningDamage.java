package org.attestry.persistence.rocksdb;

import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/** Adds an event that nobody can read to what an entity has, in the store of a service that is running. */
public final class RunningDamage {
    private static final int EVENTS = 7101;

    private RunningDamage() {}

    /** Event {@code sequence} of {@code persistenceId}, which is its next, has octets of no event. */
    public static void append(RocksStore store, String persistenceId, long sequence) {
        var garbage = new Payload(EVENTS, "policy-version-added-v1", Bytes.utf8("spoilt"));
        var event = new NewEvent(sequence, "nobody", 0, Optional.empty(), Optional.empty(), garbage, Optional.empty());
        var _ = store.recover(persistenceId, 0).join();
        var _ = store.append(persistenceId, List.of(List.of(event))).join();
    }
}
