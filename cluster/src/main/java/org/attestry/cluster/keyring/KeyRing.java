package org.attestry.cluster.keyring;

import java.time.Instant;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.attestry.cluster.entity.Chain;
import org.attestry.cluster.entity.ClusterMessage;
import org.attestry.persistence.events.KeyRingEvent;

/**
 * Keeps the cluster's own keys, wrapped: at any time at most one key of a purpose is added for the time to come, so that two cluster
 * nodes that start at once agree on one.
 */
public final class KeyRing
        extends EventSourcedBehaviorWithEnforcedReplies<KeyRing.Command, KeyRingEvent, KeyRing.State> {
    /** Sharded by {@link #ID}: there is one. */
    public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "KeyRing");

    /** The only id. */
    public static final String ID = "cluster";

    /** Under which its events are written. */
    public static final String PERSISTENCE_ID = "KeyRing|" + ID;

    /** What the entity can be asked. */
    public sealed interface Command extends ClusterMessage {
        /** Add {@code key} unless a key of its purpose is usable at its first instant or later: then that one stays. */
        record Offer(WrappedKey key, Instant at, ActorRef<Keys> replyTo) implements Command {}

        /** Tell all keys. */
        record ListKeys(ActorRef<Keys> replyTo) implements Command {}
    }

    /** All keys, oldest first. */
    public record Keys(List<WrappedKey> keys) implements ClusterMessage {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /** The keys and the chain. */
    record State(List<WrappedKey> keys, Chain chain) {
        State {
            keys = List.copyOf(keys);
        }
    }

    /** The entity. */
    public static Behavior<Command> create(String entityId) {
        return new KeyRing(PersistenceId.of(KEY.name(), entityId));
    }

    private KeyRing(PersistenceId id) {
        super(id);
    }

    @Override
    public State emptyState() {
        return new State(List.of(), Chain.EMPTY);
    }

    @Override
    public CommandHandlerWithReply<Command, KeyRingEvent, State> commandHandler() {
        return (state, command) -> switch (command) {
            case Command.Offer offer -> onOffer(state, offer);
            case Command.ListKeys list -> Effect().reply(list.replyTo(), new Keys(state.keys()));
        };
    }

    private ReplyEffect<KeyRingEvent, State> onOffer(State state, Command.Offer offer) {
        if (state.keys().stream().anyMatch(key -> key.servesInsteadOf(offer.key()))) {
            return Effect().reply(offer.replyTo(), new Keys(state.keys()));
        }
        var event = offer.key().added(state.chain().next(persistenceId().id()), offer.at());
        return Effect().persist(event).thenReply(offer.replyTo(), after -> new Keys(after.keys()));
    }

    /** Total and side-effect free. */
    @Override
    public EventHandler<State, KeyRingEvent> eventHandler() {
        return (state, event) ->
                new State(WrappedKey.fold(state.keys(), event), state.chain().after(event));
    }
}
