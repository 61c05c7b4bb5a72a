package org.attestry.agent.switchless;

import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.agent.enclave.EnclaveSession;
import org.attestry.agent.enclave.ResultCode;

/**
 * Hands out the slots of an enclave's switchless pool: every submission is answered exactly once.
 *
 * <p>What finds no free slot waits in line, and what finds the line full is refused at once: that is the back-pressure.
 * The enclave is borrowed from its session. When it dies, everything under way gets the code {@code ENCLAVE_DEAD}, the
 * session hears of it, and what waits in line goes to the next enclave. Starting and collecting never wait, so both are
 * done on the actor.
 */
public final class SwitchlessPool {
    private SwitchlessPool() {}

    public sealed interface Command permits Command.Submit, Command.GetMetrics, PoolEvent {
        /** A call of switchless function {@code number}. */
        record Submit(int number, List<Long> words, ActorRef<Reply> replyTo) implements Command {
            public Submit {
                words = List.copyOf(words);
            }
        }

        record GetMetrics(ActorRef<Metrics> replyTo) implements Command {}
    }

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

        int within(int wanted) {
            return Math.clamp(wanted, least, most);
        }
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
            var lookout = new Lookout(context.getSelf(), timers);
            var workforce = new Workforce(timers, bounds);
            var loans = context.messageAdapter(EnclaveSession.Loan.class, PoolEvent.Borrowed::new);
            return Behaviors.receiveMessage(new SlotKeeper(session, loans, slots, line, workforce, lookout)::receive);
        }));
    }
}
