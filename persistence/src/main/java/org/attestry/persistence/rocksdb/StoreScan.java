package org.attestry.persistence.rocksdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.persistence.content.Bundle;

/**
 * Reads the whole store and names every contradiction: within rows, within histories, between events, heads, index, names and fences, and
 * between events and the contents that they name.
 *
 * <p>It goes on after each, and holds a row at a time: what it takes does not grow with the store.
 */
final class StoreScan {
    private static final byte[] ALL = new byte[0];

    private final Database database;
    private final StoreProblems problems;
    private final EventPlaces places;
    private final Optional<EventMeanings> meanings;

    private StoreScan(Database database, StoreProblems problems, Optional<EventMeanings> meanings) {
        this.database = database;
        this.problems = problems;
        this.places = new EventPlaces(database, problems);
        this.meanings = meanings;
    }

    /** Scans {@code database}, whose events mean what {@code vocabulary} says, as of {@code now}. */
    static void run(Database database, Vocabulary vocabulary, Instant now, Consumer<StoreProblem> sink) {
        var problems = new StoreProblems(sink);
        new StoreScan(database, problems, Optional.of(new EventMeanings(database, vocabulary, now, problems))).run();
    }

    /** What is wrong with the rows, whatever the events in them mean. */
    static List<String> problems(Database database) {
        var found = new ArrayList<String>();
        new StoreScan(database, new StoreProblems(each -> found.add(each.problem())), Optional.empty()).run();
        return found;
    }

    private void run() {
        each(Family.HEADS, (key, row) -> withHead(Keys.textOf(key), Head.parse(Seal.open(Family.HEADS, key, row))));
        problems.attempt(Family.EVENTS, this::withoutHead);
        each(Family.INDEX, (key, row) -> {
            if (!leads(Family.INDEX, key, row, event -> event.order() == Keys.number(key)))
                problems.add(Family.INDEX, "the index has an event that is not there: " + Keys.number(key));
        });
        each(Family.NAMES, (key, row) -> {
            var name = Optional.of(Keys.textOf(key));
            if (!leads(Family.NAMES, key, row, event -> event.name().equals(name)))
                problems.add(Family.NAMES, "a name leads to an event that has not this name: " + Keys.textOf(key));
        });
        each(Family.FENCES, this::fence);
        each(Family.SNAPSHOTS, this::snapshot);
        each(Family.CONTENT, (key, row) -> content(Bytes.copyOf(key), Bytes.copyOf(row)));
    }

    private void withHead(String id, Head head) {
        problems.attempt(Family.EVENTS, () -> new History(database, id).checkEnds(Optional.of(head), 0));
        events(id, head);
    }

    /** Those whose head is not there, or cannot be read: their events are looked through as far as there are any. */
    private void withoutHead() {
        var key = firstEvent(ALL, ALL);
        while (key.isPresent()) {
            var id = Keys.idOf(key.get());
            if (id.isEmpty())
                problems.add(
                        Family.EVENTS,
                        "a key of no event: " + Bytes.copyOf(key.get()).hex());
            else if (head(id.get()).isEmpty()) headless(id.get(), Keys.number(key.get()));
            key = firstEvent(ALL, id.map(Keys::rowsOf).map(Keys::after).orElse(next(key.get())));
        }
    }

    private void headless(String id, long first) {
        if (database.get(Family.HEADS, Keys.id(id)).isEmpty())
            problems.add(Family.EVENTS, "events without a head: " + id);
        var last = database.lastKey(Family.EVENTS, Keys.rowsOf(id))
                .map(Keys::number)
                .orElse(first);
        events(id, new Head(last, first - 1, 1, "", ""));
    }

    /** Passes all that can be read, and goes on after what cannot. */
    private void events(String id, Head head) {
        var history = new History(database, id);
        var last = new AtomicLong(head.deletedTo());
        var from = Optional.of(last.get() + 1);
        while (from.isPresent() && from.get() <= head.highest()) {
            last.set(from.get() - 1);
            try {
                history.read(head, from.get(), head.highest(), Long.MAX_VALUE, (number, row) -> {
                    last.set(number);
                    places.check(id, number, row);
                    meanings.ifPresent(meaning -> meaning.check(RocksReads.stored(id, number, row)));
                });
                return;
            } catch (CorruptStore e) {
                problems.add(Family.EVENTS, String.valueOf(e.getMessage()));
            }
            from = firstEvent(Keys.rowsOf(id), Keys.numbered(id, last.get() + 2))
                    .map(Keys::number);
        }
    }

    private Optional<byte[]> firstEvent(byte[] prefix, byte[] from) {
        var found = new AtomicReference<Optional<byte[]>>(Optional.empty());
        database.scan(Family.EVENTS, prefix, from, (key, _) -> {
            found.set(Optional.of(key));
            return false;
        });
        return found.get();
    }

    private static byte[] next(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    /** The head of {@code id}; empty where there is none that can be read. */
    private Optional<Head> head(String id) {
        try {
            return new History(database, id).head();
        } catch (CorruptStore | Malformed e) {
            return Optional.empty();
        }
    }

    /** Whether the place in {@code row} is that of an event which is the one meant, or of one that cannot be read, which is told by itself. */
    private boolean leads(Family index, byte[] key, byte[] row, Predicate<EventRow> meant) {
        var place = Seal.open(index, key, row).toArray();
        try {
            return database.get(Family.EVENTS, place)
                    .filter(event -> meant.test(EventRow.parse(Seal.open(Family.EVENTS, place, event))))
                    .isPresent();
        } catch (CorruptStore | Malformed e) {
            return true;
        }
    }

    private void fence(byte[] key, byte[] row) {
        var fence = FenceRow.parse(Seal.open(Family.FENCES, key, row));
        meanings.ifPresent(meaning -> meaning.fence(key, fence, deletedTo(fence.persistenceId())));
    }

    /** Where no head says it, none before the first event that is there is looked for. */
    private long deletedTo(String id) {
        var rows = Keys.rowsOf(id);
        return head(id).map(Head::deletedTo)
                .orElseGet(() -> firstEvent(rows, rows)
                        .map(first -> Keys.number(first) - 1)
                        .orElse(0L));
    }

    private void snapshot(byte[] key, byte[] row) {
        var _ = SnapshotRow.parse(Seal.open(Family.SNAPSHOTS, key, row));
        var head = head(Keys.idBefore(key));
        if (head.isEmpty() || head.get().highest() < Keys.number(key)) {
            problems.add(Family.SNAPSHOTS, "a snapshot newer than the events of " + Keys.idBefore(key));
        }
    }

    private void content(Bytes key, Bytes row) {
        if (!(key.size() == Keys.DIGEST ? row.sha256() : bundled(key, row)).equals(key)) {
            problems.add(Family.CONTENT, "content that has not the digest " + key.hex());
        }
    }

    /** The key of the bundle in {@code row}, if it came together when {@code key} says. */
    private static Bytes bundled(Bytes key, Bytes row) {
        var at = Instant.ofEpochMilli(key.toBuffer().getLong());
        var digests = ContentReads.split(row).stream().map(Bytes::sha256).toList();
        return new Bundle(at, digests).key();
    }

    private void each(Family family, RowCheck check) {
        problems.attempt(
                family,
                () -> database.scan(family, ALL, ALL, (key, row) -> {
                    problems.attempt(family, () -> check.on(key, row));
                    return true;
                }));
    }

    @FunctionalInterface
    private interface RowCheck {
        void on(byte[] key, byte[] row);
    }
}
