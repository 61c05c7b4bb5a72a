package org.attestry.cluster.catalog;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.http.Problem;

/** The catalog of one cluster node, kept by a {@link CatalogKeeper}; nothing is in force where it was not read for too long. */
public final class ClusterCatalogs implements Catalogs {
    private static final Duration READING = Duration.ofSeconds(20);

    private final ActorSystem<?> system;
    private final AtomicReference<Catalog> current = new AtomicReference<>(Catalog.EMPTY);
    private final InstantSource clock;
    private final ActorRef<CatalogKeeper.Message> keeper;

    /**
     * Reads by {@code reader} on {@code blocking}; {@code damage} is told of what is damaged. How old a catalog is tells {@code clock}, which
     * nobody sets.
     */
    public ClusterCatalogs(
            ActorSystem<?> system, CatalogReader reader, Executor blocking, FoundDamage damage, InstantSource clock) {
        this.system = system;
        this.clock = clock;
        this.keeper = system.systemActorOf(
                CatalogKeeper.create(reader, current, blocking, damage, clock), "catalog", Props.empty());
    }

    @Override
    public Catalog current() {
        return current.get().asOf(clock.instant());
    }

    @Override
    public CompletionStage<Catalog> changed() {
        return refresh(true);
    }

    /** Reads what is in force; {@code announce} tells the other cluster nodes to do so too. */
    public CompletionStage<Catalog> refresh(boolean announce) {
        return AskPattern.<CatalogKeeper.Message, CatalogKeeper.Refreshed>ask(
                        keeper,
                        replyTo -> new CatalogKeeper.Message.Refresh(announce, replyTo),
                        READING,
                        system.scheduler())
                .thenApply(refreshed -> switch (refreshed) {
                    case CatalogKeeper.Refreshed.Current() -> current();
                    case CatalogKeeper.Refreshed.Failed(var why) -> throw failed(why);
                });
    }

    /** Completes when every policy in force that can be is compiled here; fails where that takes longer. */
    public CompletionStage<?> settled(Duration within) {
        return AskPattern.<CatalogKeeper.Message, CatalogKeeper.Refreshed>ask(
                keeper, CatalogKeeper.Message.Settle::new, within, system.scheduler());
    }

    /** Said in full to the operator's log by the keeper; a caller only hears that it is recorded and not in force here yet. */
    private static RuntimeException failed(String why) {
        return why.contains("WrongRoot")
                ? new IllegalStateException(why)
                : Problem.refuse(Problem.Kind.UNAVAILABLE, "recorded, but not in force on this node yet");
    }
}
