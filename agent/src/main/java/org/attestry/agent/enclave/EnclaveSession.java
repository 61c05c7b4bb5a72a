package org.attestry.agent.enclave;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.attestry.bytes.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one enclave open: every call is answered exactly once, and a death is followed by exactly one restart.
 *
 * <p>Calls run on an executor of their own and never on the actor. When the enclave's process dies each pending call
 * gets the code {@code ENCLAVE_DEAD}; the first of them to come back starts the restart, the others find it under way,
 * because they belong to an older generation. Calls that arrive meanwhile wait, up to a bound.
 */
public final class EnclaveSession {
    private static final Logger LOG = LoggerFactory.getLogger(EnclaveSession.class);

    public sealed interface Command {
        /** An ordinary call of function {@code number}; {@code outSize} octets are expected back. */
        record Call(int number, Bytes in, int outSize, ActorRef<Reply> replyTo) implements Command {}

        /** Asks for the enclave itself, as the switchless pool needs it. */
        record Borrow(ActorRef<Loan> replyTo) implements Command {}

        /** Says that the enclave of a generation is dead; news only once. */
        record ReportDead(long generation) implements Command {}

        record GetStatus(ActorRef<Status> replyTo) implements Command {}

        /** Asks for the attestation of the enclave that is open now; empty where there is none that counts. */
        record GetAttested(ActorRef<Optional<Attested>> replyTo) implements Command {}

        /** Ends the session after the calls under way; {@code replyTo} hears when the enclave is gone. */
        record Close(ActorRef<Status> replyTo) implements Command {}
    }

    private record Opened(CallableEnclave enclave) implements Event {}

    private record OpenFailed(String why) implements Event {}

    private record Returned(NativeResult result, long generation, ActorRef<Reply> replyTo) implements Event {}

    private record CallFailed(String why, ActorRef<Reply> replyTo) implements Event {}

    private record TryAgain() implements Event {}

    private record Released(ActorRef<Status> replyTo) implements Event {}

    /** What the session tells itself. */
    private sealed interface Event extends Command
            permits Opened, OpenFailed, Returned, CallFailed, TryAgain, Released {}

    public sealed interface Reply {
        record Answered(Bytes out) implements Reply {}

        /** The enclave or its runtime said no; with a {@link ResultCode#dead() dead} code the call may have happened. */
        record Refused(ResultCode why) implements Reply {}

        /** The call did not reach an enclave. */
        record Unavailable(Why why) implements Reply {}
    }

    public enum Why {
        /** The last attempt to open the enclave failed; another one follows. */
        DEAD,
        /** More calls wait for the enclave to open than may. */
        BUSY,
        CLOSED,
        /** The binding failed; the log says how. */
        FAULT
    }

    public sealed interface Loan {
        record Lent(CallableEnclave enclave, long generation) implements Loan {}

        record Unavailable(Why why) implements Loan {}
    }

    public enum Phase {
        OPENING,
        READY,
        DEAD,
        CLOSED
    }

    /** {@code generation} counts enclaves, the first is 1; {@code pending} are calls that run now. */
    public record Status(Phase phase, long generation, int pending) {}

    /**
     * How much may wait, and how soon an opening that failed is tried again.
     *
     * @param maxWaiting how many calls may wait for an enclave that opens
     * @param reopenDelay how long after a failed opening the next one is tried
     */
    public record Limits(int maxWaiting, Duration reopenDelay) {
        public Limits {
            if (maxWaiting < 0 || reopenDelay.isNegative()) {
                throw new IllegalArgumentException("limits cannot be negative");
            }
        }
    }

    private sealed interface State {
        record Opening(List<Command> waiting) implements State {}

        record Ready(CallableEnclave enclave, Optional<ActorRef<EnclaveAttestor.Command>> attestor) implements State {}

        record Dead() implements State {}

        record Closed() implements State {}
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final Supplier<? extends CallableEnclave> opener;
    private final Executor calls;
    private final Limits limits;
    private final Optional<Attesting> attesting;

    private State state = new State.Dead();
    private long generation;
    private int pending;

    private EnclaveSession(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Supplier<? extends CallableEnclave> opener,
            Executor calls,
            Limits limits,
            Optional<Attesting> attesting) {
        this.context = context;
        this.timers = timers;
        this.opener = opener;
        this.calls = calls;
        this.limits = limits;
        this.attesting = attesting;
    }

    /** How enclaves are attested, and by which clock that ages. */
    public record Attesting(EnclaveAttestor.Method method, InstantSource clock) {}

    /**
     * A session that opens at once.
     *
     * @param opener opens an enclave; called on {@code calls}, once per generation and after each failure
     * @param calls runs what blocks: its threads are the number of calls that can be inside at once
     * @param attesting if it is there, each enclave is attested once it is open, and again before that ages out
     */
    public static Behavior<Command> create(
            Supplier<? extends CallableEnclave> opener, Executor calls, Limits limits, Optional<Attesting> attesting) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var session = new EnclaveSession(context, timers, opener, calls, limits, attesting);
            session.open(List.of());
            return Behaviors.receive(Command.class)
                    .onAnyMessage(session::receive)
                    .onSignal(PostStop.class, _ -> session.stopped())
                    .build();
        }));
    }

    private Behavior<Command> receive(Command command) {
        switch (command) {
            case Command.Call call -> onCall(call);
            case Command.Borrow borrow -> onBorrow(borrow);
            case Command.ReportDead(var of) -> onDeath(of);
            case Command.GetStatus(var replyTo) -> replyTo.tell(status());
            case Command.GetAttested(var replyTo) -> onGetAttested(replyTo);
            case Command.Close(var replyTo) -> onClose(replyTo);
            case Opened(var enclave) -> onOpened(enclave);
            case OpenFailed(var why) -> onOpenFailed(why);
            case Returned returned -> onReturned(returned);
            case CallFailed(var why, var replyTo) -> onCallFailed(why, replyTo);
            case TryAgain() -> onTryAgain();
            case Released(var replyTo) -> replyTo.tell(status());
        }
        return Behaviors.same();
    }

    private Status status() {
        var phase = switch (state) {
            case State.Opening _ -> Phase.OPENING;
            case State.Ready _ -> Phase.READY;
            case State.Dead _ -> Phase.DEAD;
            case State.Closed _ -> Phase.CLOSED;
        };
        return new Status(phase, generation, pending);
    }

    private void open(List<Command> waiting) {
        generation++;
        state = new State.Opening(waiting);
        context.pipeToSelf(
                CompletableFuture.<CallableEnclave>supplyAsync(opener::get, calls),
                (enclave, failure) -> failure == null ? new Opened(enclave) : new OpenFailed(failure.toString()));
    }

    private void onCall(Command.Call call) {
        switch (state) {
            case State.Opening(var waiting) -> {
                if (!queue(waiting, call)) {
                    call.replyTo().tell(new Reply.Unavailable(Why.BUSY));
                }
            }
            case State.Ready(var enclave, var _) -> run(enclave, call);
            case State.Dead() -> call.replyTo().tell(new Reply.Unavailable(Why.DEAD));
            case State.Closed() -> call.replyTo().tell(new Reply.Unavailable(Why.CLOSED));
        }
    }

    private void onBorrow(Command.Borrow borrow) {
        switch (state) {
            case State.Opening(var waiting) -> {
                if (!queue(waiting, borrow)) {
                    borrow.replyTo().tell(new Loan.Unavailable(Why.BUSY));
                }
            }
            case State.Ready(var enclave, var _) -> borrow.replyTo().tell(new Loan.Lent(enclave, generation));
            case State.Dead() -> borrow.replyTo().tell(new Loan.Unavailable(Why.DEAD));
            case State.Closed() -> borrow.replyTo().tell(new Loan.Unavailable(Why.CLOSED));
        }
    }

    private boolean queue(List<Command> waiting, Command command) {
        if (waiting.size() >= limits.maxWaiting()) {
            return false;
        }
        state = new State.Opening(
                Stream.concat(waiting.stream(), Stream.of(command)).toList());
        return true;
    }

    private void run(CallableEnclave enclave, Command.Call call) {
        long of = generation;
        pending++;
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> enclave.call(call.number(), call.in(), call.outSize()), calls),
                (result, failure) -> failure == null
                        ? new Returned(result, of, call.replyTo())
                        : new CallFailed(failure.toString(), call.replyTo()));
    }

    private void onReturned(Returned returned) {
        pending--;
        switch (returned.result()) {
            case NativeResult.Answered(var out) -> returned.replyTo().tell(new Reply.Answered(out));
            case NativeResult.Refused(var why) -> {
                returned.replyTo().tell(new Reply.Refused(why));
                if (why.dead()) {
                    onDeath(returned.generation());
                }
            }
        }
    }

    private void onCallFailed(String why, ActorRef<Reply> replyTo) {
        pending--;
        LOG.error("a call into the enclave failed: {}", why);
        replyTo.tell(new Reply.Unavailable(Why.FAULT));
    }

    private void onGetAttested(ActorRef<Optional<Attested>> replyTo) {
        if (state instanceof State.Ready(var _, var attestor) && attestor.isPresent()) {
            attestor.get().tell(new EnclaveAttestor.Command.Get(replyTo));
        } else {
            replyTo.tell(Optional.empty());
        }
    }

    private void onDeath(long of) {
        if (of == generation && state instanceof State.Ready ready) {
            LOG.warn("the enclave of generation {} died and is opened again", generation);
            leave(ready);
            release(ready.enclave());
            open(List.of());
        }
    }

    private ActorRef<EnclaveAttestor.Command> attestor(CallableEnclave enclave, Attesting how) {
        return context.spawn(
                EnclaveAttestor.create(enclave, how.method(), calls, how.clock()), "attestor-" + generation);
    }

    /** What was attested of an enclave says nothing of the next one. */
    private void leave(State.Ready ready) {
        ready.attestor().ifPresent(context::stop);
    }

    /** Closing waits for the calls under way, so it is done where calls are. */
    private void release(CallableEnclave enclave) {
        calls.execute(enclave::close);
    }

    private void onOpened(CallableEnclave enclave) {
        if (state instanceof State.Opening(var waiting)) {
            state = new State.Ready(enclave, attesting.map(how -> attestor(enclave, how)));
            waiting.forEach(this::receive);
        } else {
            release(enclave);
        }
    }

    private void onOpenFailed(String why) {
        if (state instanceof State.Opening(var waiting)) {
            LOG.warn("the enclave cannot be opened: {}", why);
            state = new State.Dead();
            waiting.forEach(this::receive);
            timers.startSingleTimer(new TryAgain(), limits.reopenDelay());
        }
    }

    private void onTryAgain() {
        if (state instanceof State.Dead) {
            open(List.of());
        }
    }

    private void onClose(ActorRef<Status> replyTo) {
        var before = state;
        state = new State.Closed();
        if (before instanceof State.Opening(var waiting)) {
            waiting.forEach(this::receive);
        }
        if (before instanceof State.Ready ready) {
            leave(ready);
            context.pipeToSelf(
                    CompletableFuture.runAsync(ready.enclave()::close, calls), (_, _) -> new Released(replyTo));
        } else {
            replyTo.tell(status());
        }
    }

    private Behavior<Command> stopped() {
        if (state instanceof State.Ready ready) {
            release(ready.enclave());
        }
        state = new State.Closed();
        return Behaviors.same();
    }
}
