package org.attestry.cluster.policy;

import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.Chain;
import org.attestry.cluster.entity.ClusterMessage;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.entity.Recovery;
import org.attestry.cluster.entity.Versions;
import org.attestry.persistence.events.PolicyEvent;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;

/**
 * Keeps the versions of one policy and which of them is active; the Rego source itself lies in the content store under the
 * digest recorded here. A request to add one that comes again under its id gets its version and adds no event.
 */
public final class PolicyEntity
        extends EventSourcedBehaviorWithEnforcedReplies<PolicyEntity.Command, PolicyEvent, PolicyEntity.State> {
    /** Sharded by {@code tenant/name}. */
    public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "Policy");

    /** What the entity can be asked. */
    public sealed interface Command extends ClusterMessage {
        /** Add a version, as the next one; its source compiles. */
        record Add(
                String requestId,
                String tenant,
                String tee,
                String name,
                Bytes digest,
                Instant at,
                ActorRef<Reply> replyTo)
                implements Command {}

        /** Make a version the active one. */
        record Activate(String requestId, int version, Instant at, ActorRef<Reply> replyTo) implements Command {}
    }

    /** What came of it. */
    public sealed interface Reply extends ClusterMessage {
        /** The version is recorded, as a draft or active. */
        record Done(PolicyVersion version, boolean active) implements Reply {}

        /** There is no such version. */
        record NoSuchVersion() implements Reply {}

        /** A request of this id added another version; nothing was done. */
        record RequestIdUsed() implements Reply {}

        /** Nothing was done, nor will be: the policy's events are damaged. */
        record Damaged() implements Reply {}
    }

    /** The versions and the chain. */
    record State(Versions<PolicyVersion> versions, Chain chain) {}

    /** The entity of {@code entityId}, {@code tenant/name}; {@code damage} is told if it finds its events damaged. */
    public static Behavior<Command> create(String entityId, FoundDamage damage) {
        var id = PersistenceId.of(KEY.name(), entityId);
        return Recovery.guarding(
                Command.class,
                PolicyEntity::refuse,
                why -> damage.found(id.id(), why),
                recovery -> new PolicyEntity(id, recovery));
    }

    /** The id under which a policy's events stand in the journal. */
    public static String persistenceId(String tenant, String name) {
        return PersistenceId.of(KEY.name(), tenant + "/" + name).id();
    }

    private final Recovery<Command> recovery;

    private PolicyEntity(PersistenceId id, Recovery<Command> recovery) {
        super(id, Recovery.ANEW);
        this.recovery = recovery;
    }

    private static void refuse(Command command) {
        switch (command) {
            case Command.Add add -> add.replyTo().tell(new Reply.Damaged());
            case Command.Activate activate -> activate.replyTo().tell(new Reply.Damaged());
        }
    }

    @Override
    public State emptyState() {
        return new State(Versions.none(), Chain.EMPTY);
    }

    @Override
    public CommandHandlerWithReply<Command, PolicyEvent, State> commandHandler() {
        return (state, command) -> {
            recovery.taken(command);
            return switch (command) {
                case Command.Add add -> onAdd(state, add);
                case Command.Activate activate -> onActivate(state, activate);
            };
        };
    }

    @Override
    public SignalHandler<State> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryFailed.class, (_, signal) -> recovery.failed(signal.getFailure()))
                .build();
    }

    private ReplyEffect<PolicyEvent, State> onAdd(State state, Command.Add add) {
        var earlier = state.versions().addedBy(add.requestId(), PolicyVersion::requestId);
        if (earlier.isPresent()) return Effect().reply(add.replyTo(), repeated(state, earlier.get(), add));
        var event = new PolicyVersionAdded(
                state.chain().next(persistenceId().id()),
                add.at(),
                add.requestId(),
                add.tenant(),
                add.tee(),
                add.name(),
                state.versions().next(),
                add.digest());
        return Effect().persist(event).thenReply(add.replyTo(), _ -> new Reply.Done(PolicyVersion.of(event), false));
    }

    private static Reply repeated(State state, PolicyVersion earlier, Command.Add add) {
        boolean same = earlier.tee().equals(add.tee()) && earlier.digest().equals(add.digest());
        return same
                ? new Reply.Done(earlier, earlier.version() == state.versions().active())
                : new Reply.RequestIdUsed();
    }

    /** One event each time, whatever the request id: a policy that another superseded meanwhile is activated anew on purpose. */
    private ReplyEffect<PolicyEvent, State> onActivate(State state, Command.Activate activate) {
        var version = state.versions().find(activate.version(), PolicyVersion::version);
        if (version.isEmpty()) return Effect().reply(activate.replyTo(), new Reply.NoSuchVersion());
        var event = new PolicyVersionActivated(
                state.chain().next(persistenceId().id()), activate.at(), activate.requestId(), activate.version());
        return Effect().persist(event).thenReply(activate.replyTo(), _ -> new Reply.Done(version.get(), true));
    }

    /** Total and side-effect free. */
    @Override
    public EventHandler<State, PolicyEvent> eventHandler() {
        return (state, event) -> new State(
                PolicyVersion.fold(state.versions(), event), state.chain().after(event));
    }
}
