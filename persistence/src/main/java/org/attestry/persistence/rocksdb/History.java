package org.attestry.persistence.rocksdb;

import java.util.Optional;
import org.attestry.bytes.Malformed;
import org.rocksdb.RocksDBException;

/**
 * The events of one id, read so that whatever is missing, damaged, out of place or too many is a {@link CorruptStore}.
 *
 * <p>An entity that starts from less than was acknowledged would write over it; so a history that cannot be whole is none at all.
 */
final class History {
    private final Database database;
    private final String persistenceId;

    History(Database database, String persistenceId) {
        this.database = database;
        this.persistenceId = persistenceId;
    }

    /** The head as stored, for readers beside the writer. */
    Optional<Head> head() {
        var key = Keys.id(persistenceId);
        return database.get(Family.HEADS, key).map(row -> Head.parse(Seal.open(Family.HEADS, key, row)));
    }

    /** Checks that no rows lie outside what {@code head} says, none at all of an id without a head, and no state is newer than the head. */
    void checkEnds(Optional<Head> head, long stateAt) {
        long highest = head.map(Head::highest).orElse(0L);
        if (stateAt > highest) {
            throw corrupt("its snapshot is of event " + stateAt + ", its last event is " + highest);
        }
        var rows = Keys.rowsOf(persistenceId);
        if (head.isEmpty()) {
            for (var family : new Family[] {Family.EVENTS, Family.SNAPSHOTS}) {
                if (database.any(family, rows))
                    throw corrupt("it has rows in " + family.durableName() + " but no head");
            }
        } else {
            checkFirst(head.get(), rows);
            database.scan(Family.EVENTS, rows, Keys.numbered(persistenceId, highest + 1), (_, _) -> {
                throw corrupt("there are events after the last, " + highest);
            });
        }
    }

    private void checkFirst(Head head, byte[] rows) {
        database.scan(Family.EVENTS, rows, rows, (key, _) -> {
            if (Keys.number(key) != head.deletedTo() + 1) {
                throw corrupt("event " + (head.deletedTo() + 1) + " should be the first, not " + Keys.number(key));
            }
            return false;
        });
    }

    /** Passes the events from {@code from} to {@code to}, at most {@code max}; those deleted on purpose are left out. */
    void read(Head head, long from, long to, long max, Sink sink) {
        long first = Math.max(Math.max(from, head.deletedTo() + 1), 1);
        long last = Math.min(to, head.highest());
        if (first > last || max <= 0) return;
        var run = new Run(first, max - 1 < last - first ? first + max - 1 : last, sink);
        try {
            database.scan(Family.EVENTS, Keys.rowsOf(persistenceId), Keys.numbered(persistenceId, first), run::accept);
        } catch (CorruptStore e) {
            throw e.getCause() instanceof RocksDBException ? run.unreadable(e) : e;
        }
        if (run.next <= run.last)
            throw corrupt("event " + run.next + " is missing, " + head.highest() + " were written");
    }

    private CorruptStore corrupt(String problem) {
        return new CorruptStore("the history of " + persistenceId + " is damaged: " + problem);
    }

    /** Takes the events in their order. */
    @FunctionalInterface
    interface Sink {
        void accept(long sequenceNr, EventRow row);
    }

    /** What one pass over the rows expects next. */
    private final class Run {
        private final long last;
        private final Sink sink;
        private long next;
        private long epoch;
        private String writer = "";

        private Run(long first, long last, Sink sink) {
            this.next = first;
            this.last = last;
            this.sink = sink;
        }

        private boolean accept(byte[] key, byte[] row) {
            long number = Keys.number(key);
            if (number != next) throw corrupt("event " + next + " is missing, " + number + " follows");
            var event = parse(key, row);
            checkWriter(event);
            sink.accept(number, event);
            return next++ < last;
        }

        private EventRow parse(byte[] key, byte[] row) {
            try {
                return EventRow.parse(Seal.open(Family.EVENTS, key, row));
            } catch (Malformed | CorruptStore e) {
                throw unreadable(e);
            }
        }

        private CorruptStore unreadable(RuntimeException e) {
            return corrupt("event " + next + " cannot be read: " + e.getMessage());
        }

        /** One writer an epoch, and epochs that only rise: anything else is two writers' events between each other. */
        private void checkWriter(EventRow event) {
            boolean sameEpoch = event.epoch() == epoch;
            if (event.epoch() < epoch || (sameEpoch && !event.writer().equals(writer))) {
                throw corrupt("event " + next + " is another writer's than the recoveries allow");
            }
            epoch = event.epoch();
            writer = event.writer();
        }
    }
}
