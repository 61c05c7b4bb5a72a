package org.attestry.cluster.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.fence.Fence;
import org.attestry.persistence.rocksdb.EventPosition;
import org.attestry.persistence.rocksdb.EventReads;
import org.attestry.persistence.rocksdb.StoredEvent;

/** Events in memory, of which those of an id, or the list of ids, may fail to be read or get lost; it counts what is read. */
final class FakeReads implements EventReads {
    private final SortedMap<String, List<StoredEvent>> events = new TreeMap<>();
    private final Map<String, RuntimeException> broken = new HashMap<>();
    private Optional<RuntimeException> brokenDown = Optional.empty();
    private final List<String> pages = new ArrayList<>();
    private Runnable meanwhile = () -> {};

    /** {@code event} is the next one of {@code id}. */
    void add(String id, AuditedEvent event) {
        add(id, EventSerializer.TABLE.manifestOf(event), event);
    }

    /** {@code event} is the next one of {@code id}, and is kept as if it were another's. */
    void add(String id, String manifest, AuditedEvent event) {
        var all = events.computeIfAbsent(id, _ -> new ArrayList<>());
        var position = new EventPosition(1, id, all.size() + 1L);
        var octets = EventSerializer.TABLE.write(event);
        all.add(new StoredEvent(position, event.at(), "writer", 7101, manifest, octets, Optional.empty()));
    }

    /** Lets every reading of {@code id} fail. */
    void breakId(String id, RuntimeException failure) {
        events.putIfAbsent(id, List.of());
        broken.put(id, failure);
    }

    /** Takes all events of {@code id} but the first {@code left}; an id without any is listed no more. */
    void lose(String id, int left) {
        events.computeIfPresent(id, (_, all) -> new ArrayList<>(all.subList(0, left)));
        events.values().removeIf(List::isEmpty);
    }

    /** Of which ids a page was read since this was asked last. */
    List<String> pages() {
        var read = List.copyOf(pages);
        pages.clear();
        return read;
    }

    /** Runs {@code change} when somebody has asked for the number of an id's last event and reads its events next. */
    void meanwhile(Runnable change) {
        meanwhile = change;
    }

    /** Lets {@code id} be read again. */
    void mend(String id) {
        broken.remove(id);
    }

    /** Lets everything fail, or nothing any more. */
    void breakDown(Optional<RuntimeException> failure) {
        brokenDown = failure;
    }

    @Override
    public List<String> persistenceIds(String prefix, String after, int limit) {
        if (brokenDown.isPresent()) throw brokenDown.get();
        return events.keySet().stream()
                .filter(id -> id.startsWith(prefix) && id.compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public List<StoredEvent> events(String persistenceId, long fromSequenceNr, int limit) {
        var change = meanwhile;
        meanwhile = () -> {};
        change.run();
        pages.add(persistenceId);
        var failure = broken.get(persistenceId);
        if (failure != null) throw failure;
        return events.getOrDefault(persistenceId, List.of()).stream()
                .skip(fromSequenceNr - 1)
                .limit(limit)
                .toList();
    }

    @Override
    public OptionalLong highestSequenceNr(String persistenceId) {
        var all = events.get(persistenceId);
        return all == null ? OptionalLong.empty() : OptionalLong.of(all.size());
    }

    @Override
    public List<EventPosition> all(long afterOrder, int limit) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public Optional<StoredEvent> named(String name) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public StoredEvent event(EventPosition position) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public boolean taken(Fence fence) {
        throw new AssertionError("nobody asks");
    }

    @Override
    public Optional<Instant> lastWrittenAt() {
        throw new AssertionError("nobody asks");
    }
}
