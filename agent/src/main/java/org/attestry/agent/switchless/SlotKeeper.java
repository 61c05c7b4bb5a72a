package org.attestry.agent.switchless;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.agent.enclave.CallableEnclave;
import org.attestry.agent.enclave.EnclaveSession;
import org.attestry.agent.enclave.ResultCode;
import org.attestry.agent.enclave.TaskResult;
import org.attestry.agent.switchless.SwitchlessPool.Command;
import org.attestry.agent.switchless.SwitchlessPool.Metrics;
import org.attestry.agent.switchless.SwitchlessPool.Reply;

/** Keeps the promise of {@link SwitchlessPool}: which calls are under way, which wait in line, and which enclave they go to. */
final class SlotKeeper {
    /** Where calls go. */
    private sealed interface Place {
        record Nowhere() implements Place {}

        record Asked() implements Place {}

        record At(CallableEnclave enclave, long generation) implements Place {}
    }

    private final ActorRef<EnclaveSession.Command> session;
    private final ActorRef<EnclaveSession.Loan> loans;
    private final int slots;
    private final int line;
    private final Workforce workforce;
    private final Lookout lookout;

    private final Answers answers = new Answers();
    private final Map<Integer, ActorRef<Reply>> underWay = new HashMap<>();
    private final Deque<Command.Submit> waiting = new ArrayDeque<>();
    private Place place = new Place.Nowhere();

    /**
     * The keeper of {@code slots} and of {@code line} places before them.
     *
     * @param loans hears what {@code session} lends
     */
    SlotKeeper(
            ActorRef<EnclaveSession.Command> session,
            ActorRef<EnclaveSession.Loan> loans,
            int slots,
            int line,
            Workforce workforce,
            Lookout lookout) {
        this.session = session;
        this.loans = loans;
        this.slots = slots;
        this.line = line;
        this.workforce = workforce;
        this.lookout = lookout;
    }

    Behavior<Command> receive(Command command) {
        switch (command) {
            case Command.Submit submit -> onSubmit(submit);
            case Command.GetMetrics(var replyTo) -> replyTo.tell(metrics());
            case PoolEvent.Borrowed(var loan) -> onLoan(loan);
            case PoolEvent.Poll() -> onPoll();
            case PoolEvent.Review() -> workforce.review(enclave());
        }
        workforce.grow(underWay.size() + waiting.size(), enclave());
        return Behaviors.same();
    }

    private Optional<CallableEnclave> enclave() {
        return place instanceof Place.At(var enclave, var _) ? Optional.of(enclave) : Optional.empty();
    }

    private Metrics metrics() {
        return answers.metrics(underWay.size(), waiting.size(), workforce.size());
    }

    private void onSubmit(Command.Submit submit) {
        answers.submitted();
        if (waiting.isEmpty() && place instanceof Place.At(var enclave, var generation) && underWay.size() < slots) {
            start(enclave, generation, submit);
        } else if (waiting.size() < line + (slots - underWay.size())) {
            waiting.add(submit);
            advance();
        } else {
            answers.busy(submit.replyTo());
        }
    }

    private void start(CallableEnclave enclave, long generation, Command.Submit submit) {
        var words = submit.words().stream().mapToLong(Long::longValue).toArray();
        switch (enclave.start(submit.number(), words)) {
            case TaskResult.Started(var task) -> {
                underWay.put(task, submit.replyTo());
                lookout.begin();
            }
            case TaskResult.Done(var word) -> answers.done(submit.replyTo(), word);
            case TaskResult.Refused(var why) when why.full() && !underWay.isEmpty() -> waiting.addFirst(submit);
            case TaskResult.Refused(var why) -> refuse(generation, submit.replyTo(), why);
            case TaskResult.Unfinished() -> throw new IllegalStateException("a call that starts is not collected");
        }
    }

    private void refuse(long generation, ActorRef<Reply> replyTo, ResultCode why) {
        answers.refused(replyTo, why);
        if (why.dead()) {
            onDeath(generation, why);
        }
    }

    private void onDeath(long generation, ResultCode why) {
        underWay.values().forEach(replyTo -> answers.refused(replyTo, why));
        underWay.clear();
        place = new Place.Nowhere();
        session.tell(new EnclaveSession.Command.ReportDead(generation));
        advance();
    }

    /** Moves the line on, or asks for an enclave to move it to. */
    private void advance() {
        while (!waiting.isEmpty()
                && place instanceof Place.At(var enclave, var generation)
                && underWay.size() < slots) {
            int before = waiting.size();
            start(enclave, generation, waiting.remove());
            if (waiting.size() == before) {
                return;
            }
        }
        if (!waiting.isEmpty() && place instanceof Place.Nowhere) {
            place = new Place.Asked();
            session.tell(new EnclaveSession.Command.Borrow(loans));
        }
    }

    private void onLoan(EnclaveSession.Loan loan) {
        switch (loan) {
            case EnclaveSession.Loan.Lent(var enclave, var generation) -> {
                place = new Place.At(enclave, generation);
                workforce.startAt(enclave);
                advance();
            }
            case EnclaveSession.Loan.Unavailable(var why) -> {
                place = new Place.Nowhere();
                waiting.forEach(submit -> answers.unavailable(submit.replyTo(), why));
                waiting.clear();
            }
        }
    }

    private void onPoll() {
        lookout.taken();
        if (!(place instanceof Place.At(var enclave, var generation)) || underWay.isEmpty()) {
            return;
        }
        boolean any = false;
        for (var task : List.copyOf(underWay.keySet())) {
            any |= collect(enclave, generation, task);
        }
        advance();
        if (!underWay.isEmpty()) {
            lookout.again(any);
        }
    }

    private boolean collect(CallableEnclave enclave, long generation, int task) {
        var replyTo = underWay.get(task);
        if (replyTo == null) {
            return false;
        }
        return switch (enclave.collect(task)) {
            case TaskResult.Unfinished() -> false;
            case TaskResult.Started(var _) -> throw new IllegalStateException("what is collected does not start");
            case TaskResult.Done(var word) -> {
                underWay.remove(task);
                answers.done(replyTo, word);
                yield true;
            }
            case TaskResult.Refused(var why) -> {
                underWay.remove(task);
                refuse(generation, replyTo, why);
                yield true;
            }
        };
    }
}
