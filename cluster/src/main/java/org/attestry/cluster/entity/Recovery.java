package org.attestry.cluster.entity;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.BackoffSupervisorStrategy;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.persistence.rocksdb.CorruptStore;

/**
 * Refuses at once what an entity is asked whose events are damaged, and lets it read them no more.
 *
 * <p>Left to itself Pekko would keep the commands, answer none, and read the same events again and again. Damage does not go away by
 * that; the next process reads them anew. Any other failure of a recovery may go away, and is left to Pekko.
 */
public final class Recovery<C> extends BehaviorInterceptor<Object, C> {
    /** After an event that the journal did not take the entity recovers; commands that came meanwhile are kept. */
    public static final BackoffSupervisorStrategy ANEW = SupervisorStrategy.restartWithBackoff(
                    Duration.ofMillis(5), Duration.ofMillis(50), 0.2)
            .withLoggingEnabled(false);

    /** As many as Pekko keeps for an entity that recovers or writes. */
    static final int MOST_WAITING = 4096;

    private final Class<C> commands;
    private final Consumer<C> refuse;
    private final Consumer<Throwable> found;
    private final List<C> waiting = new ArrayList<>();
    private boolean damaged;

    private Recovery(Class<C> commands, Consumer<C> refuse, Consumer<Throwable> found) {
        super(Object.class);
        this.commands = commands;
        this.refuse = refuse;
        this.found = found;
    }

    /**
     * The behaviour of {@code entity}, which tells what it takes up and how its recoveries fail, until one finds damage: {@code found} is
     * told of it, and {@code refuse} answers its commands then.
     */
    public static <C> Behavior<C> guarding(
            Class<C> commands,
            Consumer<C> refuse,
            Consumer<Throwable> found,
            Function<Recovery<C>, Behavior<C>> entity) {
        return Behaviors.setup(_ -> {
            var recovery = new Recovery<>(commands, refuse, found);
            return Behaviors.intercept(() -> recovery, entity.apply(recovery)).narrow();
        });
    }

    /**
     * The entity has taken {@code command} up, and answers it itself. It does so in the order in which they came, also after it was
     * started anew: what came before is done with, or was dropped where Pekko had no room for it.
     */
    public void taken(C command) {
        waiting.subList(0, waiting.indexOf(command) + 1).clear();
    }

    /** The entity did not recover, be it because its events are damaged. */
    public void failed(Throwable failure) {
        if (!(failure instanceof CorruptStore)) return;
        damaged = true;
        found.accept(failure);
        waiting.forEach(refuse);
        waiting.clear();
    }

    @Override
    public Behavior<C> aroundReceive(TypedActorContext<Object> context, Object message, ReceiveTarget<C> entity) {
        if (damaged) return refused(message);
        if (commands.isInstance(message) && waiting.size() < MOST_WAITING) waiting.add(commands.cast(message));
        return entity.apply(context, passedOn(message));
    }

    /** Whatever comes, the restart that Pekko has in mind too, ends at a behaviour without the entity. */
    private Behavior<C> refused(Object message) {
        if (commands.isInstance(message)) refuse.accept(commands.cast(message));
        return Behaviors.empty();
    }

    /** What is no command is Pekko's own, f.e. the journal's answers, and reaches the entity the same way. */
    @SuppressWarnings("unchecked")
    private C passedOn(Object message) {
        return (C) message;
    }
}
