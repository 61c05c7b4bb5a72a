package org.attestry.persistence.rocksdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.attestry.persistence.fence.Fence;

/** {@link EventReads} over the families of a database. */
final class RocksReads implements EventReads {
    private final Database database;

    RocksReads(Database database) {
        this.database = database;
    }

    @Override
    public List<String> persistenceIds(String prefix, String after, int limit) {
        var begin = prefix.getBytes(StandardCharsets.UTF_8);
        var ids = new ArrayList<String>();
        if (limit <= 0) return ids;
        database.scan(Family.HEADS, begin, firstAfter(begin, after), (key, _) -> {
            ids.add(Keys.textOf(key));
            return ids.size() < limit;
        });
        return ids;
    }

    @Override
    public OptionalLong highestSequenceNr(String persistenceId) {
        var head = new History(database, persistenceId).head();
        return head.isPresent() ? OptionalLong.of(head.get().highest()) : OptionalLong.empty();
    }

    @Override
    public List<StoredEvent> events(String persistenceId, long fromSequenceNr, int limit) {
        var history = new History(database, persistenceId);
        var events = new ArrayList<StoredEvent>();
        history.head()
                .ifPresent(head -> history.read(head, fromSequenceNr, head.highest(), limit, (number, row) -> {
                    events.add(stored(persistenceId, number, row));
                }));
        return events;
    }

    @Override
    public List<EventPosition> all(long afterOrder, int limit) {
        return positions(Keys.allOrders(), Keys.order(afterOrder + 1), limit);
    }

    @Override
    public Optional<StoredEvent> named(String name) {
        var key = Keys.name(name);
        return database.get(Family.NAMES, key)
                .map(row -> named(name, Seal.open(Family.NAMES, key, row).toArray()));
    }

    private StoredEvent named(String name, byte[] place) {
        var found = events(Keys.idBefore(place), Keys.number(place), 1);
        if (found.isEmpty() || !found.getFirst().name().equals(Optional.of(name))) {
            throw new CorruptStore("a name leads to an event that has not this name: " + Keys.number(place) + " of "
                    + Keys.idBefore(place));
        }
        return found.getFirst();
    }

    @Override
    public StoredEvent event(EventPosition position) {
        var found = events(position.persistenceId(), position.sequenceNr(), 1);
        if (found.isEmpty() || !found.getFirst().position().equals(position)) {
            throw new CorruptStore("the index has an event that is not there: " + position);
        }
        return found.getFirst();
    }

    @Override
    public boolean taken(Fence fence) {
        return database.get(Family.FENCES, Keys.fence(fence)).isPresent();
    }

    @Override
    public Optional<Instant> lastWrittenAt() {
        var key = database.lastKey(Family.INDEX, Keys.allOrders());
        while (key.isPresent()) {
            try {
                return Optional.of(event(all(Keys.number(key.get()) - 1, 1).getFirst())
                        .writtenAt());
            } catch (CorruptStore e) {
                key = database.lastKey(Family.INDEX, Keys.allOrders(), key.get());
            }
        }
        return Optional.empty();
    }

    private List<EventPosition> positions(byte[] prefix, byte[] from, int limit) {
        var positions = new ArrayList<EventPosition>();
        if (limit <= 0) return positions;
        database.scan(Family.INDEX, prefix, from, (key, row) -> {
            var place = Seal.open(Family.INDEX, key, row).toArray();
            positions.add(new EventPosition(Keys.number(key), Keys.idBefore(place), Keys.number(place)));
            return positions.size() < limit;
        });
        return positions;
    }

    private static byte[] firstAfter(byte[] prefix, String after) {
        var octets = after.getBytes(StandardCharsets.UTF_8);
        var next = ByteBuffer.allocate(octets.length + 1).put(octets).array();
        return after.isEmpty() || Arrays.compareUnsigned(next, prefix) < 0 ? prefix : next;
    }

    static StoredEvent stored(String persistenceId, long number, EventRow row) {
        return new StoredEvent(
                new EventPosition(row.order(), persistenceId, number),
                Instant.ofEpochMilli(row.writtenAt()),
                row.writer(),
                row.payload().serializerId(),
                row.payload().manifest(),
                row.payload().octets(),
                row.name());
    }
}
