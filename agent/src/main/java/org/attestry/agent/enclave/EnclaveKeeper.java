package org.attestry.agent.enclave;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.attestry.agent.enclave.EnclaveSession.Command;
import org.attestry.agent.enclave.EnclaveSession.Loan;
import org.attestry.agent.enclave.EnclaveSession.Phase;
import org.attestry.agent.enclave.EnclaveSession.Reply;
import org.attestry.agent.enclave.EnclaveSession.Status;
import org.attestry.agent.enclave.EnclaveSession.Why;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the promise of {@link EnclaveSession}: which enclave is open, what waits for it, and what its death or end leads to. */
final class EnclaveKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(EnclaveSession.class);

    private sealed interface State {
        record Opening(List<Command> waiting) implements State {}

        record Ready(CallableEnclave enclave, Optional<ActorRef<EnclaveAttestor.Command>> attestor) implements State {}

        record Dead() implements State {}

        record Closed() implements State {}
    }

    private final EnclaveErrands errands;
    private final TimerScheduler<Command> timers;
    private final EnclaveSession.Limits limits;
    private final Optional<EnclaveSession.Attesting> attesting;

    private State state = new State.Dead();
    private long generation;
    private int pending;

    EnclaveKeeper(
            EnclaveErrands errands,
            TimerScheduler<Command> timers,
            EnclaveSession.Limits limits,
            Optional<EnclaveSession.Attesting> attesting) {
        this.errands = errands;
        this.timers = timers;
        this.limits = limits;
        this.attesting = attesting;
    }

    /** Opens the first enclave; from then on the session is this behavior. */
    Behavior<Command> opening() {
        open(List.of());
        return Behaviors.receive(Command.class)
                .onAnyMessage(this::receive)
                .onSignal(PostStop.class, _ -> stopped())
                .build();
    }

    private Behavior<Command> receive(Command command) {
        switch (command) {
            case Command.Call call -> onCall(call);
            case Command.Borrow borrow -> onBorrow(borrow);
            case Command.ReportDead(var of) -> onDeath(of);
            case Command.GetStatus(var replyTo) -> replyTo.tell(status());
            case Command.GetAttested(var replyTo) -> onGetAttested(replyTo);
            case Command.Close(var replyTo) -> onClose(replyTo);
            case SessionEvent.Opened(var enclave) -> onOpened(enclave);
            case SessionEvent.OpenFailed(var why) -> onOpenFailed(why);
            case SessionEvent.Returned returned -> onReturned(returned);
            case SessionEvent.CallFailed(var why, var replyTo) -> onCallFailed(why, replyTo);
            case SessionEvent.TryAgain() -> onTryAgain();
            case SessionEvent.Released(var replyTo) -> replyTo.tell(status());
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
        errands.open();
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
        pending++;
        errands.call(enclave, generation, call);
    }

    private void onReturned(SessionEvent.Returned returned) {
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
            errands.close(ready.enclave());
            open(List.of());
        }
    }

    /** What was attested of an enclave says nothing of the next one. */
    private void leave(State.Ready ready) {
        ready.attestor().ifPresent(errands::stop);
    }

    private void onOpened(CallableEnclave enclave) {
        if (state instanceof State.Opening(var waiting)) {
            state = new State.Ready(enclave, attesting.map(how -> errands.attest(enclave, generation, how)));
            waiting.forEach(this::receive);
        } else {
            errands.close(enclave);
        }
    }

    private void onOpenFailed(String why) {
        if (state instanceof State.Opening(var waiting)) {
            LOG.warn("the enclave cannot be opened: {}", why);
            state = new State.Dead();
            waiting.forEach(this::receive);
            timers.startSingleTimer(new SessionEvent.TryAgain(), limits.reopenDelay());
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
            errands.close(ready.enclave(), replyTo);
        } else {
            replyTo.tell(status());
        }
    }

    private Behavior<Command> stopped() {
        if (state instanceof State.Ready ready) {
            errands.close(ready.enclave());
        }
        state = new State.Closed();
        return Behaviors.same();
    }
}
