package org.attestry.persistence.rocksdb;

/** Deletion on request of a persistent actor; the service itself never asks for it. */
final class Deletions {
    private Deletions() {}

    /** Stages the end of the events up to {@code to} and of the rows that lead to them; the head and the fences stay. */
    static boolean events(Batch batch, Database database, String persistenceId, long to) {
        var found = batch.head(persistenceId);
        if (found.isEmpty()) return false;
        var head = found.get();
        new History(database, persistenceId).read(head, 1, to, Long.MAX_VALUE, (number, row) -> {
            batch.delete(Family.EVENTS, Keys.numbered(persistenceId, number));
            batch.delete(Family.INDEX, Keys.order(row.order()));
            row.name().ifPresent(name -> batch.delete(Family.NAMES, Keys.name(name)));
        });
        batch.putHead(persistenceId, head.deletedTo(to));
        batch.requireSync();
        return true;
    }
}
