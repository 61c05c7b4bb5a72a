package org.attestry.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attestry.cluster.entity.Chain;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.codec.CodecTable;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.attestry.persistence.rocksdb.EventPosition;
import org.attestry.persistence.rocksdb.ReadOnlyStore;
import org.attestry.persistence.rocksdb.StoreProblem;
import org.attestry.persistence.rocksdb.StoredEvent;
import org.attestry.persistence.rocksdb.Vocabulary;

/** Holds all that the journal of a service that is not running keeps against all else in it, and leaves it as it is. */
public final class JournalCheck implements Vocabulary {
    /** So many problems are told one by one; of those beyond, only that there are. */
    static final int TOLD = 10_000;

    private final CodecTable table = EventSerializer.TABLE;
    private final List<StoreProblem> problems = new ArrayList<>();
    private long found;
    private long events;
    private String id = "";
    private Chain chain = Chain.EMPTY;

    private JournalCheck() {}

    /**
     * What was looked at and found.
     *
     * @param events how many could be read
     * @param found how many problems there are
     * @param problems the first of them
     */
    public record Findings(long events, long found, List<StoreProblem> problems) {}

    /**
     * Reads the whole journal in the data folder {@code data}, as of {@code now}.
     *
     * @throws org.attestry.persistence.rocksdb.StoreRefused if a service has it open, there is none, or it cannot be opened
     */
    public static Findings run(Path data, Instant now) throws IOException {
        var check = new JournalCheck();
        try (var store = ReadOnlyStore.open(PekkoConfig.journal(data))) {
            store.check(check, now, check::add);
        }
        return new Findings(check.events, check.found, List.copyOf(check.problems));
    }

    private void add(StoreProblem problem) {
        found++;
        if (problems.size() < TOLD) problems.add(problem);
    }

    @Override
    public Object read(StoredEvent stored) {
        return table.read(stored.manifest(), stored.payload());
    }

    /** The hash chain, as when the entity recovers. */
    @Override
    public void follows(StoredEvent stored, Object event) {
        events++;
        var audited = (AuditedEvent) event;
        var place = stored.position();
        var before = before(place, audited.link());
        id = place.persistenceId();
        chain = new Chain(place.sequenceNr(), Leaf.of(audited).hash());
        var _ = before.after(audited);
        if (!audited.link().entity().equals(id))
            throw new CorruptStore("event " + place.sequenceNr() + " of " + id + " says that it is one of "
                    + audited.link().entity());
    }

    /** The chain that the event at {@code place} goes on; where the one before cannot be read, whatever its own {@code link} says. */
    private Chain before(EventPosition place, Link link) {
        if (place.sequenceNr() == 1) return Chain.EMPTY;
        boolean known = id.equals(place.persistenceId()) && chain.length() == place.sequenceNr() - 1;
        return known ? chain : new Chain(place.sequenceNr() - 1, link.previous());
    }
}
