package org.attestry.cluster.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.persistence.codec.CodecTable;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.fence.Fence;
import org.attestry.persistence.rocksdb.EventReads;
import org.attestry.persistence.rocksdb.StoredEvent;

/** The journal's events as our vocabulary, for projections and auditors; calls read the local store in the caller's thread. */
public final class EventLog {
    private static final int PAGE = 500;

    private final EventReads reads;
    private final CodecTable table;

    /** Reads {@code reads} by {@code table}. */
    public EventLog(EventReads reads, CodecTable table) {
        this.reads = reads;
        this.table = table;
    }

    /** The persistence ids of the entities of {@code type}. */
    public List<String> ids(String type) {
        var ids = new ArrayList<String>();
        var page = reads.persistenceIds(type + "|", "", PAGE);
        while (!page.isEmpty()) {
            ids.addAll(page);
            page = page.size() < PAGE ? List.of() : reads.persistenceIds(type + "|", ids.getLast(), PAGE);
        }
        return ids;
    }

    /** All events of one entity, in order. */
    public List<AuditedEvent> of(String persistenceId) {
        var events = new ArrayList<AuditedEvent>();
        var page = reads.events(persistenceId, 1, PAGE);
        while (!page.isEmpty()) {
            page.forEach(stored -> events.add(decode(stored)));
            page = page.size() < PAGE ? List.of() : reads.events(persistenceId, events.size() + 1L, PAGE);
        }
        return events;
    }

    /** The number of the last event of one entity; 0 if there is none. */
    public long last(String persistenceId) {
        return reads.highestSequenceNr(persistenceId).orElse(0);
    }

    /** The event that has this name. */
    public Optional<AuditedEvent> named(String name) {
        return reads.named(name).map(this::decode);
    }

    /**
     * Event {@code sequence} of one entity.
     *
     * @throws IllegalStateException if there is none
     */
    public AuditedEvent at(String persistenceId, long sequence) {
        return reads.events(persistenceId, sequence, 1).stream()
                .findFirst()
                .map(this::decode)
                .orElseThrow(() -> new IllegalStateException("no event " + sequence + " of " + persistenceId));
    }

    /** Whether an event took {@code fence}, as far as the journal remembers. */
    public boolean taken(Fence fence) {
        return reads.taken(fence);
    }

    private AuditedEvent decode(StoredEvent stored) {
        return (AuditedEvent) table.read(stored.manifest(), stored.payload());
    }
}
