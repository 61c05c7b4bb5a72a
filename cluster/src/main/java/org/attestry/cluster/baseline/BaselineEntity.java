package org.attestry.cluster.baseline;

import java.time.Instant;
import java.util.Optional;
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
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionAdded;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;

/**
 * Keeps the versions of one baseline, which of them is active and which were withdrawn; the reference values themselves lie in the content store under the
 * digest recorded here. A request that comes again under its id adds and withdraws nothing more.
 */
public final class BaselineEntity
        extends EventSourcedBehaviorWithEnforcedReplies<BaselineEntity.Command, BaselineEvent, BaselineEntity.State> {
    /** Sharded by {@code tenant/tee/name}. */
    public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "Baseline");

    /** What the entity can be asked. */
    public sealed interface Command extends ClusterMessage {
        /** Add the version {@code version}, which has to be the next one: its number stands in the document that {@code digest} names. */
        record Add(
                String requestId,
                String tenant,
                String tee,
                String name,
                int version,
                Bytes digest,
                Instant notBefore,
                Instant notAfter,
                Instant at,
                ActorRef<Reply> replyTo)
                implements Command {}

        /** Make a version the active one. */
        record Activate(String requestId, int version, Instant at, ActorRef<Reply> replyTo) implements Command {}

        /** Let a version count never again. */
        record Withdraw(String requestId, int version, String reason, Instant at, ActorRef<Reply> replyTo)
                implements Command {}

        /** Tell the number of the version to come, or which version this request added. */
        record Next(String requestId, ActorRef<Reply> replyTo) implements Command {}
    }

    /** What came of it. */
    public sealed interface Reply extends ClusterMessage {
        /** The version is recorded, as a draft or active. */
        record Done(BaselineVersion version, boolean active) implements Reply {}

        /** The version is recorded as withdrawn. */
        record Withdrawn(BaselineVersion version, Instant at, String reason) implements Reply {}

        /** It was withdrawn before, at that instant; nothing was done. */
        record WithdrawnBefore(Instant at, String reason) implements Reply {}

        /** The number of the version to come. */
        record NextIs(int version) implements Reply {}

        /** The request of this id added that version before, and this is what became of it; nothing was done. */
        record AddedBefore(BaselineVersion version, boolean active, Optional<BaselineVersions.Withdrawal> withdrawal)
                implements Reply {}

        /** There is no such version. */
        record NoSuchVersion() implements Reply {}

        /** Another version was added meanwhile. */
        record Conflict() implements Reply {}

        /** Nothing was done, nor will be: the baseline's events are damaged. */
        record Damaged() implements Reply {}
    }

    /** The versions and the chain. */
    record State(BaselineVersions versions, Chain chain) {}

    /** The entity of {@code entityId}, {@code tenant/tee/name}; {@code damage} is told if it finds its events damaged. */
    public static Behavior<Command> create(String entityId, FoundDamage damage) {
        var id = PersistenceId.of(KEY.name(), entityId);
        return Recovery.guarding(
                Command.class,
                BaselineEntity::refuse,
                why -> damage.found(id.id(), why),
                recovery -> new BaselineEntity(id, recovery));
    }

    /** The id under which a baseline's events stand in the journal. */
    public static String persistenceId(String tenant, String tee, String name) {
        return PersistenceId.of(KEY.name(), tenant + "/" + tee + "/" + name).id();
    }

    private final Recovery<Command> recovery;

    private BaselineEntity(PersistenceId id, Recovery<Command> recovery) {
        super(id, Recovery.ANEW);
        this.recovery = recovery;
    }

    private static void refuse(Command command) {
        switch (command) {
            case Command.Add add -> add.replyTo().tell(new Reply.Damaged());
            case Command.Activate activate -> activate.replyTo().tell(new Reply.Damaged());
            case Command.Withdraw withdraw -> withdraw.replyTo().tell(new Reply.Damaged());
            case Command.Next next -> next.replyTo().tell(new Reply.Damaged());
        }
    }

    @Override
    public State emptyState() {
        return new State(BaselineVersions.NONE, Chain.EMPTY);
    }

    @Override
    public CommandHandlerWithReply<Command, BaselineEvent, State> commandHandler() {
        return (state, command) -> {
            recovery.taken(command);
            return switch (command) {
                case Command.Add add -> onAdd(state, add);
                case Command.Activate activate -> onActivate(state, activate);
                case Command.Withdraw withdraw -> onWithdraw(state, withdraw);
                case Command.Next next -> onNext(state, next);
            };
        };
    }

    @Override
    public SignalHandler<State> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryFailed.class, (_, signal) -> recovery.failed(signal.getFailure()))
                .build();
    }

    private ReplyEffect<BaselineEvent, State> onNext(State state, Command.Next next) {
        var earlier = state.versions().addedBy(next.requestId());
        return Effect()
                .reply(
                        next.replyTo(),
                        earlier.map(version -> addedBefore(state.versions(), version))
                                .orElseGet(
                                        () -> new Reply.NextIs(state.versions().next())));
    }

    private static Reply addedBefore(BaselineVersions versions, BaselineVersion version) {
        return new Reply.AddedBefore(version, versions.isActive(version), versions.withdrawalOf(version.version()));
    }

    private ReplyEffect<BaselineEvent, State> onAdd(State state, Command.Add add) {
        var earlier = state.versions().addedBy(add.requestId());
        if (earlier.isPresent()) return Effect().reply(add.replyTo(), addedBefore(state.versions(), earlier.get()));
        if (add.version() != state.versions().next()) return Effect().reply(add.replyTo(), new Reply.Conflict());
        var event = new BaselineVersionAdded(
                state.chain().next(persistenceId().id()),
                add.at(),
                add.requestId(),
                add.tenant(),
                add.tee(),
                add.name(),
                add.version(),
                add.digest(),
                add.notBefore(),
                add.notAfter());
        return Effect().persist(event).thenReply(add.replyTo(), _ -> new Reply.Done(BaselineVersion.of(event), false));
    }

    /** One event each time, whatever the request id: a version takes its place back from one activated since on purpose. */
    private ReplyEffect<BaselineEvent, State> onActivate(State state, Command.Activate activate) {
        var version = state.versions().find(activate.version());
        if (version.isEmpty()) return Effect().reply(activate.replyTo(), new Reply.NoSuchVersion());
        var withdrawal = state.versions().withdrawalOf(activate.version());
        if (withdrawal.isPresent()) return Effect().reply(activate.replyTo(), before(withdrawal.get()));
        var event = new BaselineVersionActivated(
                state.chain().next(persistenceId().id()), activate.at(), activate.requestId(), activate.version());
        return Effect().persist(event).thenReply(activate.replyTo(), _ -> new Reply.Done(version.get(), true));
    }

    private ReplyEffect<BaselineEvent, State> onWithdraw(State state, Command.Withdraw withdraw) {
        var version = state.versions().find(withdraw.version());
        if (version.isEmpty()) return Effect().reply(withdraw.replyTo(), new Reply.NoSuchVersion());
        var withdrawal = state.versions().withdrawalOf(withdraw.version());
        if (withdrawal.isPresent())
            return Effect().reply(withdraw.replyTo(), again(version.get(), withdrawal.get(), withdraw));
        var event = new BaselineVersionWithdrawn(
                state.chain().next(persistenceId().id()),
                withdraw.at(),
                withdraw.requestId(),
                withdraw.version(),
                withdraw.reason());
        return Effect()
                .persist(event)
                .thenReply(withdraw.replyTo(), _ -> new Reply.Withdrawn(version.get(), event.at(), event.reason()));
    }

    private static Reply again(
            BaselineVersion version, BaselineVersions.Withdrawal earlier, Command.Withdraw withdraw) {
        boolean same = earlier.requestId().equals(withdraw.requestId())
                && earlier.reason().equals(withdraw.reason());
        return same ? new Reply.Withdrawn(version, earlier.at(), earlier.reason()) : before(earlier);
    }

    private static Reply before(BaselineVersions.Withdrawal withdrawal) {
        return new Reply.WithdrawnBefore(withdrawal.at(), withdrawal.reason());
    }

    /** Total and side-effect free. */
    @Override
    public EventHandler<State, BaselineEvent> eventHandler() {
        return (state, event) ->
                new State(state.versions().after(event), state.chain().after(event));
    }
}
