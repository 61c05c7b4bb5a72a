package org.attestry.persistence.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/** Reads the whole store and names every contradiction: within rows, within histories, between events, heads, indexes and fences. */
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
            heads.put(Keys.idIn(key), Head.parse(Seal.open(Family.HEADS, key, row)));
        });
        heads.forEach((id, head) -> check(() -> histories(id, head)));
        each(Family.EVENTS, (key, _) -> {
            if (!heads.containsKey(Keys.idBefore(key))) problems.add("an event without a head: " + Keys.idBefore(key));
        });
        each(Family.INDEX, this::place);
        each(Family.FENCES, (key, row) -> {
            var _ = FenceRow.parse(FenceRow.UNNAMED, Seal.open(Family.FENCES, key, row));
        });
        each(Family.SNAPSHOTS, this::snapshot);
        each(Family.CONTENT, (key, octets) -> {
            if (!Bytes.copyOf(octets).sha256().equals(Bytes.copyOf(key))) {
                problems.add(
                        "content that has not the digest " + Bytes.copyOf(key).hex());
            }
        });
        return List.copyOf(problems);
    }

    private void histories(String id, Head head) {
        var history = new History(database, id);
        history.checkEnds(Optional.of(head), 0);
        history.read(head, 1, head.highest(), Long.MAX_VALUE, (number, row) -> {
            requirePlace(Keys.order(row.order()), id, number);
            for (var tag : row.tags()) requirePlace(Keys.tagged(tag, row.order()), id, number);
        });
    }

    private void requirePlace(byte[] indexKey, String id, long number) {
        var row = database.get(Family.INDEX, indexKey);
        if (row.isEmpty()) problems.add("event " + number + " of " + id + " is missing in the index");
    }

    private void place(byte[] key, byte[] row) {
        var place = Seal.open(Family.INDEX, key, row).toArray();
        var event = database.get(Family.EVENTS, place);
        if (event.isEmpty()
                || EventRow.parse(Seal.open(Family.EVENTS, place, event.get())).order() != Keys.number(key)) {
            problems.add(
                    "the index has an event that is not there: " + Keys.number(place) + " of " + Keys.idBefore(place));
        }
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
