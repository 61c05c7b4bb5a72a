package org.attestry.persistence.rocksdb;

import java.util.Optional;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import scala.concurrent.Future;

/**
 * Pekko's snapshot store on the {@link RocksStore} of the actor system, plugin id {@code attestry.rocksdb.snapshot-store}.
 *
 * <p>A damaged snapshot fails the recovery instead of being passed over: events deleted with it in mind may be gone.
 */
public final class RocksSnapshots extends SnapshotStore {
    private final Snapshots snapshots;
    private final PekkoPayloads payloads;

    /** Made by Pekko. */
    public RocksSnapshots() {
        var system = (ExtendedActorSystem) context().system();
        this.snapshots = RocksStores.of(system).snapshots();
        this.payloads = new PekkoPayloads(system);
    }

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return Futures.on(
                context().dispatcher()::execute,
                () -> snapshots
                        .newest(
                                persistenceId,
                                (number, takenAt) ->
                                        criteria.matches(SnapshotMetadata.apply(persistenceId, number, takenAt)))
                        .map(found -> selected(persistenceId, found)));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        var more = metadata.metadata();
        var row = new SnapshotRow(
                metadata.timestamp(),
                more.isDefined() ? Optional.of(payloads.write(more.get())) : Optional.empty(),
                payloads.write(snapshot));
        return Futures.ended(snapshots.save(metadata.persistenceId(), metadata.sequenceNr(), row));
    }

    /** A timestamp of 0 stands for any. */
    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        return Futures.ended(snapshots.delete(
                metadata.persistenceId(),
                (number, takenAt) -> number == metadata.sequenceNr()
                        && (metadata.timestamp() == 0 || takenAt == metadata.timestamp())));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return Futures.ended(snapshots.delete(
                persistenceId,
                (number, takenAt) -> criteria.matches(SnapshotMetadata.apply(persistenceId, number, takenAt))));
    }

    private SelectedSnapshot selected(String persistenceId, Snapshots.Numbered found) {
        var metadata = SnapshotMetadata.apply(
                persistenceId, found.sequenceNr(), found.row().takenAt());
        var more = found.row().metadata();
        var what = "the snapshot of " + persistenceId + " after event " + found.sequenceNr();
        return SelectedSnapshot.create(
                more.isPresent() ? metadata.withMetadata(payloads.read(more.get(), what)) : metadata,
                payloads.read(found.row().payload(), what));
    }
}
