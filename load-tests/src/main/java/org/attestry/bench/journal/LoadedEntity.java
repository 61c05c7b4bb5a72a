package org.attestry.bench.journal;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.attestry.bytes.Bytes;

/** An entity that persists one event after the other, each as soon as the one before is durable. */
final class LoadedEntity extends EventSourcedBehavior<LoadedEntity.Command, LoadedEntity.Written, Long> {
    private static final Bytes PAYLOAD = Bytes.copyOf(new byte[200]);

    /** The one thing an entity is told. */
    enum Command {
        GO
    }

    /** The one thing that happens. */
    record Written(long number, Bytes payload) {}

    private final ActorContext<Command> context;
    private final Load load;

    private LoadedEntity(ActorContext<Command> context, String id, Load load) {
        super(PersistenceId.ofUniqueId(id));
        this.context = context;
        this.load = load;
    }

    static Behavior<Command> create(String id, Load load) {
        return Behaviors.setup(context -> new LoadedEntity(context, id, load));
    }

    @Override
    public Long emptyState() {
        return 0L;
    }

    @Override
    public CommandHandler<Command, Written, Long> commandHandler() {
        return (count, _) -> load.running() ? persistNext(count) : Effect().stop();
    }

    private Effect<Written, Long> persistNext(long count) {
        long begin = System.nanoTime();
        return Effect().persist(new Written(count + 1, PAYLOAD)).thenRun(() -> {
            load.acknowledged(System.nanoTime() - begin);
            context.getSelf().tell(Command.GO);
        });
    }

    @Override
    public EventHandler<Long, Written> eventHandler() {
        return (_, written) -> written.number();
    }
}
