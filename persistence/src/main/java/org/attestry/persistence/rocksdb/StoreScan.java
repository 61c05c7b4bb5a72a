package org.attestry.persistence.rocksdb;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Bundle;

/** Reads the whole store and names every contradiction: within rows, within histories, between events, heads, indexes, names and fences. */
final class StoreScan {
    private static final byte[] ALL = new byte[0];

    private final Database database;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Head> heads = new HashMap<>();

    StoreScan(Database database) {
        this.database = database;
    }

    List<String> problems() {
        each(Family.HEADS, (key, row) -> {
            heads.put(Keys.textOf(key), Head.parse(Seal.open(Family.HEADS, key, row)));
        });
        heads.forEach((id, head) -> check(() -> histories(id, head)));
        each(Family.EVENTS, (key, _) -> {
            if (!heads.containsKey(Keys.idBefore(key))) problems.add("an event without a head: " + Keys.idBefore(key));
        });
        each(Family.INDEX, (key, row) -> {
            if (!leads(Family.INDEX, key, row, event -> event.order() == Keys.number(key)))
                problems.add("the index has an event that is not there: " + Keys.number(key));
        });
        each(Family.NAMES, (key, row) -> {
            var name = Optional.of(Keys.textOf(key));
            if (!leads(Family.NAMES, key, row, event -> event.name().equals(name)))
                problems.add("a name leads to an event that has not this name: " + Keys.textOf(key));
        });
        each(Family.FENCES, (key, row) -> {
            var _ = FenceRow.parse(Seal.open(Family.FENCES, key, row));
        });
        each(Family.SNAPSHOTS, this::snapshot);
        each(Family.CONTENT, (key, row) -> content(Bytes.copyOf(key), Bytes.copyOf(row)));
        return List.copyOf(problems);
    }

    private void content(Bytes key, Bytes row) {
        if (!(key.size() == Keys.DIGEST ? row.sha256() : bundled(key, row)).equals(key)) {
            problems.add("content that has not the digest " + key.hex());
        }
    }

    /** The key of the bundle in {@code row}, if it came together when {@code key} says. */
    private static Bytes bundled(Bytes key, Bytes row) {
        var at = Instant.ofEpochMilli(key.toBuffer().getLong());
        var digests = ContentReads.split(row).stream().map(Bytes::sha256).toList();
        return new Bundle(at, digests).key();
    }

    private void histories(String id, Head head) {
        var history = new History(database, id);
        history.checkEnds(Optional.of(head), 0);
        history.read(head, 1, head.highest(), Long.MAX_VALUE, (number, row) -> {
            requirePlace(Family.INDEX, Keys.order(row.order()), id, number);
            row.name().ifPresent(name -> requirePlace(Family.NAMES, Keys.name(name), id, number));
        });
    }

    private void requirePlace(Family index, byte[] key, String id, long number) {
        if (database.get(index, key).isEmpty()) {
            problems.add("event " + number + " of " + id + " is missing in the " + index.durableName());
        }
    }

    /** Whether the place in {@code row} is that of an event which is the one meant. */
    private boolean leads(Family index, byte[] key, byte[] row, Predicate<EventRow> meant) {
        var place = Seal.open(index, key, row).toArray();
        return database.get(Family.EVENTS, place)
                .filter(event -> meant.test(EventRow.parse(Seal.open(Family.EVENTS, place, event))))
                .isPresent();
    }

    private void snapshot(byte[] key, byte[] row) {
        var _ = SnapshotRow.parse(Seal.open(Family.SNAPSHOTS, key, row));
        var head = heads.get(Keys.idBefore(key));
        if (head == null || head.highest() < Keys.number(key)) {
            problems.add("a snapshot newer than the events of " + Keys.idBefore(key));
        }
    }

    private void each(Family family, RowCheck check) {
        check(() -> database.scan(family, ALL, ALL, (key, row) -> {
            check(() -> check.on(key, row));
            return true;
        }));
    }

    private void check(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    @FunctionalInterface
    private interface RowCheck {
        void on(byte[] key, byte[] row);
    }
}
