package org.attestry.cluster.node;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.JournalPersistFailed;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.Chain;
import org.attestry.cluster.entity.ClusterMessage;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.entity.Recovery;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.attestry.persistence.fence.NonceSpent;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the decisions on one TEE node, each redeeming one nonce, and keeps the node's standing.
 *
 * <p>Sharding gives one writer per id; the journal's fences (a row per redeemed nonce, a writer epoch) keep both promises true when
 * sharding is wrong. A request that comes again, the same in everything, gets the same answer and adds no event. The entity verifies nothing and
 * signs nothing.
 */
public final class TeeNode
        extends EventSourcedBehaviorWithEnforcedReplies<TeeNode.Command, TeeNodeEvent, TeeNode.State> {
    /** Sharded by {@code tenant/node}. */
    public static final EntityTypeKey<Command> KEY = EntityTypeKey.create(Command.class, "TeeNode");

    /** What the entity can be asked. */
    public sealed interface Command extends ClusterMessage {
        /** Record a decision and redeem its nonce. */
        record RecordDecision(Decision decision, ActorRef<Reply> replyTo) implements Command {}

        /** Tell what is held of the node. */
        record Show(ActorRef<Shown> replyTo) implements Command {}
    }

    /** Whether a decision was recorded. */
    public sealed interface Reply extends ClusterMessage {
        /** It was, durably: this is its leaf and its place. */
        record Recorded(String requestId, long sequence, Bytes leaf, Instant at) implements Reply {}

        /** It was before: this very request came again, and this was its answer. */
        record Repeated(Recorded first) implements Reply {}

        /** The nonce was redeemed before, by another request. */
        record AlreadyRedeemed() implements Reply {}

        /** The journal's fence refused the event: another took the nonce or the request id meanwhile, be it at another node. */
        record Fenced() implements Reply {}

        /** The journal failed; nobody knows whether the event is there, which recovery finds out. */
        record Failed() implements Reply {}

        /** It was not: a row is damaged that says who has its nonce or its request id. */
        record Unreadable() implements Reply {}

        /** It was not, nor will any be: the node's events are damaged. */
        record Damaged() implements Reply {}
    }

    /** What is held of the node. */
    public sealed interface Shown extends ClusterMessage {
        /** {@code last} is empty where nothing was decided. */
        record Summary(Standing standing, long records, Map<String, String> last) implements Shown {
            public Summary {
                last = Map.copyOf(last);
            }
        }

        /** Nobody knows: the node's events are damaged. */
        record Damaged() implements Shown {}
    }

    /** The node's standing, its chain, its last redemptions, and the last decision in words. */
    record State(Standing standing, Chain chain, Redemptions redemptions, Map<String, String> last) {
        static final State UNKNOWN = new State(Standing.UNKNOWN, Chain.EMPTY, Redemptions.NONE, Map.of());

        State {
            last = Map.copyOf(last);
        }
    }

    /** The id under which a node's events stand in the journal. */
    public static String persistenceId(String tenant, String node) {
        return PersistenceId.of(KEY.name(), tenant + "/" + node).id();
    }

    private static final Logger LOG = LoggerFactory.getLogger(TeeNode.class);
    private static final int EVENTS_PER_SNAPSHOT = 500;
    private static final int SNAPSHOTS_KEPT = 2;

    /** The entity of {@code entityId}, {@code tenant/node}; {@code damage} is told if it finds its events damaged. */
    public static Behavior<Command> create(String entityId, FoundDamage damage) {
        var id = PersistenceId.of(KEY.name(), entityId);
        return Recovery.guarding(
                Command.class,
                TeeNode::refuse,
                why -> damage.found(id.id(), why),
                recovery -> new TeeNode(id, recovery));
    }

    private final Recovery<Command> recovery;

    /** Who asked for the last event, while the journal has it: one at most, since commands that come meanwhile are kept back. */
    private Optional<ActorRef<Reply>> waiting = Optional.empty();

    private TeeNode(PersistenceId id, Recovery<Command> recovery) {
        super(id, Recovery.ANEW);
        this.recovery = recovery;
    }

    private static void refuse(Command command) {
        switch (command) {
            case Command.RecordDecision record -> record.replyTo().tell(new Reply.Damaged());
            case Command.Show show -> show.replyTo().tell(new Shown.Damaged());
        }
    }

    @Override
    public State emptyState() {
        return State.UNKNOWN;
    }

    @Override
    public CommandHandlerWithReply<Command, TeeNodeEvent, State> commandHandler() {
        return (state, command) -> {
            recovery.taken(command);
            return switch (command) {
                case Command.RecordDecision record -> onRecord(state, record);
                case Command.Show show -> onShow(state, show);
            };
        };
    }

    private ReplyEffect<TeeNodeEvent, State> onRecord(State state, Command.RecordDecision command) {
        var submission = command.decision().submission();
        var earlier = state.redemptions().of(submission.nonceDigest());
        if (earlier.isPresent()) {
            return Effect().reply(command.replyTo(), repeated(earlier.get(), command.decision()));
        }
        var event = command.decision().event(state.chain().next(persistenceId().id()));
        waiting = Optional.of(command.replyTo());
        return Effect().persist(event).thenReply(command.replyTo(), after -> written(event, after.chain()));
    }

    /** An event that was not written has no answer of its own: whoever waits for it is told here. */
    @Override
    public SignalHandler<State> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(JournalPersistFailed.class, (_, signal) -> notWritten(signal.getFailure()))
                .onSignal(RecoveryFailed.class, (_, signal) -> recovery.failed(signal.getFailure()))
                .build();
    }

    private Reply written(TeeNodeEvent event, Chain chain) {
        waiting = Optional.empty();
        return recorded(event, chain);
    }

    private void notWritten(Throwable failure) {
        var reply = notWrittenFor(failure);
        if (!(reply instanceof Reply.Fenced))
            LOG.warn("an event of {} was not written", persistenceId().id(), failure);
        waiting.ifPresent(caller -> caller.tell(reply));
        waiting = Optional.empty();
    }

    private static Reply notWrittenFor(Throwable failure) {
        if (failure instanceof NonceSpent) return new Reply.Fenced();
        return failure instanceof CorruptStore ? new Reply.Unreadable() : new Reply.Failed();
    }

    private static Reply repeated(Redemptions.Redemption earlier, Decision decision) {
        return earlier.asked().equals(decision.asked())
                ? new Reply.Repeated(earlier.answer())
                : new Reply.AlreadyRedeemed();
    }

    private ReplyEffect<TeeNodeEvent, State> onShow(State state, Command.Show command) {
        return Effect()
                .reply(
                        command.replyTo(),
                        new Shown.Summary(state.standing(), state.chain().length(), state.last()));
    }

    /** Total and side-effect free: replaying the journal needs no clock, no key and no network. */
    @Override
    public EventHandler<State, TeeNodeEvent> eventHandler() {
        return (state, event) -> {
            var chain = state.chain().after(event);
            return switch (event) {
                case EvidenceAppraised appraised ->
                    new State(
                            Standing.after(appraised.status()),
                            chain,
                            redeemed(state, event, chain),
                            last(event, chain, appraised.status(), appraised.policy(), appraised.baseline()));
                case EvidenceRefused refused ->
                    new State(
                            Standing.CONTRAINDICATED,
                            chain,
                            redeemed(state, event, chain),
                            last(event, chain, refused.reason(), "", ""));
            };
        };
    }

    /** A snapshot now and then keeps recovery short; the events stay, the audit log stands on them. */
    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
    }

    private static Redemptions redeemed(State state, TeeNodeEvent event, Chain chain) {
        return state.redemptions()
                .with(new Redemptions.Redemption(event.nonceDigest(), event.asked(), recorded(event, chain)));
    }

    /** {@code chain} is the one that ends with the event: its head is the event's leaf hash. */
    private static Reply.Recorded recorded(TeeNodeEvent event, Chain chain) {
        return new Reply.Recorded(event.submission().requestId(), event.link().sequence(), chain.head(), event.at());
    }

    private static Map<String, String> last(
            TeeNodeEvent event, Chain chain, String status, String policy, String baseline) {
        return Map.of(
                "request_id", event.submission().requestId(),
                "at", event.at().toString(),
                "format", event.submission().format(),
                "status", status,
                "policy", policy,
                "baseline", baseline,
                "leaf", chain.head().hex());
    }
}
