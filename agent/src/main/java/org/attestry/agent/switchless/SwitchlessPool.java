package org.attestry.agent.switchless;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.attestry.agent.enclave.CallableEnclave;
import org.attestry.agent.enclave.EnclaveSession;
import org.attestry.agent.enclave.ResultCode;
import org.attestry.agent.enclave.TaskResult;

/**
 * Hands out the slots of an enclave's switchless pool: every submission is answered exactly once.
 *
 * <p>What finds no free slot waits in line, and what finds the line full is refused at once: that is the back-pressure.
 * The enclave is borrowed from its session. When it dies, everything under way gets the code {@code ENCLAVE_DEAD}, the
 * session hears of it, and what waits in line goes to the next enclave. Starting and collecting never wait, so both are
 * done on the actor.
 */
public final class SwitchlessPool {
    /** So many looks without an answer are taken at once; then the pool looks at the scheduler's pace. */
    private static final int EAGER_POLLS = 500;

    private static final Duration IDLE_POLL = Duration.ofMillis(1);

    /** Workers that were not wanted for so long rest. */
    private static final Duration CALM = Duration.ofMillis(200);

    public sealed interface Command {
        /** A call of switchless function {@code number}. */
        record Submit(int number, List<Long> words, ActorRef<Reply> replyTo) implements Command {
            public Submit {
                words = List.copyOf(words);
            }
        }

        record GetMetrics(ActorRef<Metrics> replyTo) implements Command {}
    }

    private record Borrowed(EnclaveSession.Loan loan) implements Event {}

    private record Poll() implements Event {}

    private record Review() implements Event {}

    /** What the pool tells itself. */
    private sealed interface Event extends Command permits Borrowed, Poll, Review {}

    public sealed interface Reply {
        /** {@code word} is the return value, in as many low bytes as its type has. */
        record Done(long word) implements Reply {}

        /** The enclave or its runtime said no; with a {@link ResultCode#dead() dead} code the call may have happened. */
        record Refused(ResultCode why) implements Reply {}

        /** All slots are taken and the line is full: come again. */
        record Busy() implements Reply {}

        /** There is no enclave; the session said why. */
        record Unavailable(EnclaveSession.Why why) implements Reply {}
    }

    /** Counts since the start, and how many calls are under way and in line, and how many workers take calls now. */
    public record Metrics(long submitted, long done, long refused, long busy, int underWay, int inLine, int workers) {}

    /**
     * How many of the enclave's workers take calls: as many as there are calls, between these.
     *
     * @param most at most as many as the enclave was opened with
     */
    public record Workers(int least, int most) {
        public Workers {
            if (least < 1 || most < least) throw new IllegalArgumentException("workers: 1 <= least <= most");
        }

        private int within(int wanted) {
            return Math.clamp(wanted, least, most);
        }
    }

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final ActorRef<EnclaveSession.Command> session;
    private final ActorRef<EnclaveSession.Loan> loans;
    private final int slots;
    private final int line;
    private final Workers bounds;

    private final Map<Integer, ActorRef<Reply>> underWay = new HashMap<>();
    private final Deque<Command.Submit> waiting = new ArrayDeque<>();
    private Place place = new Nowhere();
    private int workers;
    private int wanted;
    private boolean polling;
    private int fruitless;
    private long submitted;
    private long done;
    private long refused;
    private long busy;

    /** Where calls go. */
    private sealed interface Place {}

    private record Nowhere() implements Place {}

    private record Asked() implements Place {}

    private record At(CallableEnclave enclave, long generation) implements Place {}

    private SwitchlessPool(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            ActorRef<EnclaveSession.Command> session,
            int slots,
            int line,
            Workers bounds) {
        this.context = context;
        this.timers = timers;
        this.session = session;
        this.loans = context.messageAdapter(EnclaveSession.Loan.class, Borrowed::new);
        this.slots = slots;
        this.line = line;
        this.bounds = bounds;
    }

    /**
     * A pool over the enclave of {@code session}.
     *
     * @param slots how many calls may be under way, at most as many as the enclave's pool has
     * @param line how many more may wait
     * @param bounds of the workers that take calls
     */
    public static Behavior<Command> create(
            ActorRef<EnclaveSession.Command> session, int slots, int line, Workers bounds) {
        if (slots < 1 || line < 0) {
            throw new IllegalArgumentException("a pool has at least one slot, and no negative line");
        }
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var pool = new SwitchlessPool(context, timers, session, slots, line, bounds);
            return Behaviors.receiveMessage(pool::receive);
        }));
    }

    private Behavior<Command> receive(Command command) {
        switch (command) {
            case Command.Submit submit -> onSubmit(submit);
            case Command.GetMetrics(var replyTo) -> replyTo.tell(metrics());
            case Borrowed(var loan) -> onLoan(loan);
            case Poll() -> onPoll();
            case Review() -> onReview();
        }
        grow();
        return Behaviors.same();
    }

    private Metrics metrics() {
        return new Metrics(submitted, done, refused, busy, underWay.size(), waiting.size(), workers);
    }

    private void onSubmit(Command.Submit submit) {
        submitted++;
        if (waiting.isEmpty() && place instanceof At(var enclave, var generation) && underWay.size() < slots) {
            start(enclave, generation, submit);
        } else if (waiting.size() < line + (slots - underWay.size())) {
            waiting.add(submit);
            advance();
        } else {
            busy++;
            submit.replyTo().tell(new Reply.Busy());
        }
    }

    private void start(CallableEnclave enclave, long generation, Command.Submit submit) {
        var words = submit.words().stream().mapToLong(Long::longValue).toArray();
        switch (enclave.start(submit.number(), words)) {
            case TaskResult.Started(var task) -> {
                underWay.put(task, submit.replyTo());
                poll();
            }
            case TaskResult.Done(var word) -> finish(submit.replyTo(), new Reply.Done(word));
            case TaskResult.Refused(var why) when why.full() && !underWay.isEmpty() -> waiting.addFirst(submit);
            case TaskResult.Refused(var why) -> refuse(generation, submit.replyTo(), why);
            case TaskResult.Unfinished() -> throw new IllegalStateException("a call that starts is not collected");
        }
    }

    private void finish(ActorRef<Reply> replyTo, Reply.Done answer) {
        done++;
        replyTo.tell(answer);
    }

    private void refuse(long generation, ActorRef<Reply> replyTo, ResultCode why) {
        refused++;
        replyTo.tell(new Reply.Refused(why));
        if (why.dead()) {
            onDeath(generation, why);
        }
    }

    private void onDeath(long generation, ResultCode why) {
        refused += underWay.size();
        underWay.values().forEach(replyTo -> replyTo.tell(new Reply.Refused(why)));
        underWay.clear();
        place = new Nowhere();
        session.tell(new EnclaveSession.Command.ReportDead(generation));
        advance();
    }

    /** Moves the line on, or asks for an enclave to move it to. */
    private void advance() {
        while (!waiting.isEmpty() && place instanceof At(var enclave, var generation) && underWay.size() < slots) {
            int before = waiting.size();
            start(enclave, generation, waiting.remove());
            if (waiting.size() == before) {
                return;
            }
        }
        if (!waiting.isEmpty() && place instanceof Nowhere) {
            place = new Asked();
            session.tell(new EnclaveSession.Command.Borrow(loans));
        }
    }

    private void onLoan(EnclaveSession.Loan loan) {
        switch (loan) {
            case EnclaveSession.Loan.Lent(var enclave, var generation) -> {
                place = new At(enclave, generation);
                workers = 0;
                employ(enclave, bounds.least());
                advance();
            }
            case EnclaveSession.Loan.Unavailable(var why) -> {
                place = new Nowhere();
                refused += waiting.size();
                waiting.forEach(submit -> submit.replyTo().tell(new Reply.Unavailable(why)));
                waiting.clear();
            }
        }
    }

    /** More calls than workers: more workers, at once. */
    private void grow() {
        wanted = Math.max(wanted, underWay.size() + waiting.size());
        if (place instanceof At(var enclave, var _) && bounds.within(wanted) > workers) {
            employ(enclave, bounds.within(wanted));
        }
    }

    /** What was wanted at most since the last look is what stays. */
    private void onReview() {
        if (place instanceof At(var enclave, var _) && workers > bounds.within(wanted)) {
            employ(enclave, bounds.within(wanted));
        }
        wanted = 0;
        if (workers > bounds.least()) timers.startSingleTimer(new Review(), CALM);
    }

    private void employ(CallableEnclave enclave, int count) {
        if (count != workers && enclave.workers(count)) {
            workers = count;
            if (workers > bounds.least() && !timers.isTimerActive(new Review())) {
                timers.startSingleTimer(new Review(), CALM);
            }
        }
    }

    private void poll() {
        if (!polling) {
            polling = true;
            fruitless = 0;
            context.getSelf().tell(new Poll());
        }
    }

    private void onPoll() {
        polling = false;
        if (!(place instanceof At(var enclave, var generation)) || underWay.isEmpty()) {
            return;
        }
        boolean any = false;
        for (var task : List.copyOf(underWay.keySet())) {
            any |= collect(enclave, generation, task);
        }
        advance();
        lookAgain(any);
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
                finish(replyTo, new Reply.Done(word));
                yield true;
            }
            case TaskResult.Refused(var why) -> {
                underWay.remove(task);
                refuse(generation, replyTo, why);
                yield true;
            }
        };
    }

    private void lookAgain(boolean any) {
        if (underWay.isEmpty() || polling) {
            return;
        }
        polling = true;
        fruitless = any ? 0 : fruitless + 1;
        if (fruitless < EAGER_POLLS) {
            context.getSelf().tell(new Poll());
        } else {
            timers.startSingleTimer(new Poll(), IDLE_POLL);
        }
    }
}
