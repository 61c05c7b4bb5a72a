package org.attestry.persistence.rocksdb;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.attestry.bytes.Malformed;

/** The snapshots of all ids; each can be made again from the events, but none is handed out that is not what was saved. */
final class Snapshots {
    private final Database database;
    private final Committer committer;

    Snapshots(Database database, Committer committer) {
        this.database = database;
        this.committer = committer;
    }

    /** Saves, over an earlier one of the same number if need be; durable when complete. */
    CompletableFuture<Boolean> save(String persistenceId, long sequenceNr, SnapshotRow row) {
        return committer.submit(batch -> {
            batch.put(Family.SNAPSHOTS, Keys.numbered(persistenceId, sequenceNr), row.body());
            batch.requireSync();
            return true;
        });
    }

    /** The newest that {@code wanted} takes (number, milliseconds), in the caller's thread; {@link CorruptStore} if a row is damaged. */
    Optional<Numbered> newest(String persistenceId, BiPredicate<Long, Long> wanted) {
        var found = new Numbered[1];
        scan(persistenceId, snapshot -> {
            if (wanted.test(snapshot.sequenceNr(), snapshot.row().takenAt())) found[0] = snapshot;
        });
        return Optional.ofNullable(found[0]);
    }

    /** Deletes all that {@code unwanted} takes (number, milliseconds). */
    CompletableFuture<Boolean> delete(String persistenceId, BiPredicate<Long, Long> unwanted) {
        return committer.submit(batch -> {
            scan(persistenceId, snapshot -> {
                if (unwanted.test(snapshot.sequenceNr(), snapshot.row().takenAt())) {
                    batch.delete(Family.SNAPSHOTS, Keys.numbered(persistenceId, snapshot.sequenceNr()));
                }
            });
            batch.requireSync();
            return true;
        });
    }

    private void scan(String persistenceId, Consumer<Numbered> each) {
        var rows = Keys.rowsOf(persistenceId);
        database.scan(Family.SNAPSHOTS, rows, rows, (key, row) -> {
            each.accept(new Numbered(Keys.number(key), parse(persistenceId, key, row)));
            return true;
        });
    }

    private static SnapshotRow parse(String persistenceId, byte[] key, byte[] row) {
        try {
            return SnapshotRow.parse(Seal.open(Family.SNAPSHOTS, key, row));
        } catch (Malformed | CorruptStore e) {
            var number = Keys.number(key);
            throw new CorruptStore("the snapshot of " + persistenceId + " after event " + number + " cannot be read: "
                    + e.getMessage());
        }
    }

    /** A snapshot with the number of the event it is the state after. */
    record Numbered(long sequenceNr, SnapshotRow row) {}
}
