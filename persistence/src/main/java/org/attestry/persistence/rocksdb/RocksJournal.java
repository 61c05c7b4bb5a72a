package org.attestry.persistence.rocksdb;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.attestry.persistence.fence.Named;
import org.attestry.persistence.fence.NonceSpent;
import org.attestry.persistence.fence.RedeemsNonce;
import scala.concurrent.Future;

/**
 * Pekko's journal on the {@link RocksStore} of the actor system, plugin id {@code attestry.rocksdb.journal}.
 *
 * <p>A write whose nonce is spent, or whose name is taken, fails with {@code NonceSpent}, one of a stale writer with {@code StaleWriter},
 * so that the entity starts anew and recovers; on a rejection it would lose the commands that it kept back meanwhile. Sharding gives one
 * writer an id; this keeps it true when sharding is wrong.
 */
public final class RocksJournal extends AsyncWriteJournal {
    private final RocksStore store;
    private final PekkoPayloads payloads;
    private final Executor replays;

    /** Made by Pekko with the section of the plugin. */
    public RocksJournal(Config config) {
        var system = (ExtendedActorSystem) context().system();
        this.store = RocksStores.of(system);
        this.payloads = new PekkoPayloads(system);
        this.replays = system.dispatchers().lookup(config.getString("replay-dispatcher"));
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> messages) {
        var persistenceId = messages.iterator().next().persistenceId();
        var writes = new ArrayList<List<NewEvent>>();
        for (var message : messages) writes.add(events(message));
        return Futures.of(store.append(persistenceId, writes).thenApply(RocksJournal::allWritten));
    }

    private static Iterable<Optional<Exception>> allWritten(List<Optional<NonceSpent>> outcomes) {
        var results = new ArrayList<Optional<Exception>>();
        for (var outcome : outcomes) {
            if (outcome.isPresent()) throw outcome.get();
            results.add(Optional.empty());
        }
        return results;
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return Futures.ended(store.deleteTo(persistenceId, toSequenceNr));
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return Futures.of(store.recover(persistenceId, fromSequenceNr).thenApply(Head::highest));
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replayed) {
        return Futures.ended(CompletableFuture.runAsync(
                () -> store.replay(
                        persistenceId,
                        from,
                        to,
                        max,
                        (number, row) -> replayed.accept(repr(persistenceId, number, row))),
                replays));
    }

    private List<NewEvent> events(AtomicWrite write) {
        var events = new ArrayList<NewEvent>();
        var each = write.payload().iterator();
        while (each.hasNext()) events.add(event(each.next()));
        return events;
    }

    private NewEvent event(PersistentRepr repr) {
        var event = repr.payload();
        if (event instanceof Tagged)
            throw new IllegalArgumentException("no tags are kept: what is to be found is Named");
        return new NewEvent(
                repr.sequenceNr(),
                repr.writerUuid(),
                repr.timestamp(),
                event instanceof Named named ? Optional.of(named.eventName()) : Optional.empty(),
                metadata(repr),
                payloads.write(event),
                fence(event, repr));
    }

    private Optional<Payload> metadata(PersistentRepr repr) {
        var metadata = repr.metadata();
        return metadata.isDefined() ? Optional.of(payloads.write(metadata.get())) : Optional.empty();
    }

    private static Optional<Claim> fence(Object event, PersistentRepr repr) {
        return event instanceof RedeemsNonce redeems
                ? Optional.of(new FenceRow(redeems.fenceUntil(), repr.persistenceId(), repr.sequenceNr())
                        .of(redeems.nonceFence()))
                : Optional.empty();
    }

    private PersistentRepr repr(String persistenceId, long number, EventRow row) {
        var what = "event " + number + " of " + persistenceId;
        var repr = PersistentRepr.apply(
                        payloads.read(row.payload(), what),
                        number,
                        persistenceId,
                        PersistentRepr.Undefined(),
                        false,
                        org.apache.pekko.actor.ActorRef.noSender(),
                        row.writer())
                .withTimestamp(row.writtenAt());
        return row.metadata().isPresent()
                ? repr.withMetadata(payloads.read(row.metadata().get(), what))
                : repr;
    }
}
