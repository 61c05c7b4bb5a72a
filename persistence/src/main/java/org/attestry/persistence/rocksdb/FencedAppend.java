package org.attestry.persistence.rocksdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.persistence.fence.NonceSpent;
import org.attestry.persistence.fence.StaleWriter;

/** Decides under both fences which of one writer's writes may happen, and stages those: each whole or not at all. */
final class FencedAppend {
    private final Batch batch;
    private final String persistenceId;
    private final Map<RowKey, Long> takenHere = new HashMap<>();

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
        var accepted = new ArrayList<Claiming>();
        var head = batch.head(persistenceId).orElse(Head.NONE);
        for (var write : writes) {
            var claiming = write.stream()
                    .map(event -> new Claiming(event, event.claims(persistenceId)))
                    .toList();
            var spent = firstSpent(claiming);
            outcomes.add(spent);
            if (spent.isPresent()) continue;
            for (var event : write) head = head.advance(persistenceId, event.sequenceNr(), event.writer());
            accepted.addAll(claiming);
        }
        if (accepted.isEmpty()) return outcomes;
        for (var each : accepted) batch.putEvent(persistenceId, head.epoch(), each.event(), each.claims());
        batch.putHead(persistenceId, head);
        batch.requireSync();
        return outcomes;
    }

    private record Claiming(NewEvent event, List<Claim> claims) {}

    private Optional<NonceSpent> firstSpent(List<Claiming> write) {
        var taken = new HashMap<RowKey, Long>();
        for (var each : write) {
            for (var claim : each.claims()) {
                var earlier = Optional.ofNullable(taken.putIfAbsent(claim.key(), claim.by()))
                        .or(() -> Optional.ofNullable(takenHere.get(claim.key())))
                        .or(() -> batch.holder(claim.key()));
                if (earlier.isPresent()) return Optional.of(new NonceSpent(persistenceId, earlier.get()));
            }
        }
        takenHere.putAll(taken);
        return Optional.empty();
    }
}
