package org.attestry.persistence.rocksdb;

import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.events.EventSerializer;

/** Adds an event that nobody can read, or that follows no other, to what an entity has, in the store of a service that is running. */
public final class RunningDamage {
    private static final int EVENTS = 7101;

    private RunningDamage() {}

    /** Event {@code sequence} of {@code persistenceId}, which is its next, has octets of no event. */
    public static void append(RocksStore store, String persistenceId, long sequence) {
        append(store, persistenceId, sequence, new Payload(EVENTS, "policy-version-added-v1", Bytes.utf8("spoilt")));
    }

    /** The same with {@code event}, whatever its link says. */
    public static void append(RocksStore store, String persistenceId, long sequence, AuditedEvent event) {
        var manifest = EventSerializer.TABLE.manifestOf(event);
        append(store, persistenceId, sequence, new Payload(EVENTS, manifest, EventSerializer.TABLE.write(event)));
    }

    private static void append(RocksStore store, String persistenceId, long sequence, Payload payload) {
        var event = new NewEvent(
                sequence, "nobody " + sequence, 0, Optional.empty(), Optional.empty(), payload, Optional.empty());
        var _ = store.recover(persistenceId, 0).join();
        var _ = store.append(persistenceId, List.of(List.of(event))).join();
    }
}
