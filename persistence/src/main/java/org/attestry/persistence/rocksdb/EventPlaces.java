package org.attestry.persistence.rocksdb;

import java.util.Arrays;

/** Whether the rows that lead to an event are there and lead to it. */
final class EventPlaces {
    private final Database database;
    private final StoreProblems problems;

    EventPlaces(Database database, StoreProblems problems) {
        this.database = database;
        this.problems = problems;
    }

    /** Event {@code number} of {@code id}, which is {@code row}. */
    void check(String id, long number, EventRow row) {
        var place = Keys.numbered(id, number);
        var what = "event " + number + " of " + id;
        require(Family.INDEX, Keys.order(row.order()), place, what, "");
        row.name().ifPresent(name -> require(Family.NAMES, Keys.name(name), place, what, ": " + name));
    }

    private void require(Family index, byte[] key, byte[] place, String what, String name) {
        problems.attempt(index, () -> {
            var row = database.get(index, key);
            if (row.isEmpty()) problems.add(index, what + " is missing in the " + index.durableName() + name);
            else if (leadsElsewhere(index, key, row.get(), place))
                problems.add(index, what + " has lost its place in the " + index.durableName() + " to another" + name);
        });
    }

    /** A damaged row is told of where all rows are looked at. */
    private static boolean leadsElsewhere(Family index, byte[] key, byte[] row, byte[] place) {
        try {
            return !Arrays.equals(Seal.open(index, key, row).toArray(), place);
        } catch (CorruptStore e) {
            return false;
        }
    }
}
