package org.attestry.persistence.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.persistence.fence.Fence;
import org.attestry.persistence.fence.NonceSpent;
import org.attestry.persistence.fence.StaleWriter;

/** Decides under both fences which of one writer's writes may happen, and stages those: each whole or not at all. */
final class FencedAppend {
    private final Batch batch;
    private final String persistenceId;
    private final Map<Fence, FenceRow> takenHere = new HashMap<>();

    private FencedAppend(Batch batch, String persistenceId) {
        this.batch = batch;
        this.persistenceId = persistenceId;
    }

    /**
     * Stages {@code writes} in their order.
     *
     * @return one outcome a write: empty if it is staged, or why it is rejected
     * @throws StaleWriter if the writer is not the one of the epoch, or its next event is not the next; then nothing is staged
     */
    static List<Optional<NonceSpent>> stage(Batch batch, String persistenceId, List<List<NewEvent>> writes) {
        return new FencedAppend(batch, persistenceId).stage(writes);
    }

    private List<Optional<NonceSpent>> stage(List<List<NewEvent>> writes) {
        var outcomes = new ArrayList<Optional<NonceSpent>>();
        var accepted = new ArrayList<NewEvent>();
        var head = batch.head(persistenceId).orElse(Head.NONE);
        for (var write : writes) {
            var spent = firstSpent(write);
            outcomes.add(spent);
            if (spent.isPresent()) continue;
            for (var event : write) head = head.advance(persistenceId, event.sequenceNr(), event.writer());
            accepted.addAll(write);
        }
        if (accepted.isEmpty()) return outcomes;
        for (var event : accepted) batch.putEvent(persistenceId, head.epoch(), event);
        batch.putHead(persistenceId, head);
        batch.requireSync();
        return outcomes;
    }

    private Optional<NonceSpent> firstSpent(List<NewEvent> write) {
        var taken = new HashMap<Fence, FenceRow>();
        for (var event : write) {
            for (var row : event.fences()) {
                var earlier = Optional.ofNullable(taken.putIfAbsent(row.fence(), row))
                        .or(() -> Optional.ofNullable(takenHere.get(row.fence())))
                        .or(() -> batch.fence(row.fence()));
                if (earlier.isPresent()) {
                    return Optional.of(
                            new NonceSpent(persistenceId, earlier.get().redeemedAt()));
                }
            }
        }
        takenHere.putAll(taken);
        return Optional.empty();
    }
}
