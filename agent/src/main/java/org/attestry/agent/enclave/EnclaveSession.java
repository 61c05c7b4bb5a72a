package org.attestry.agent.enclave;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.bytes.Bytes;

/**
 * Keeps one enclave open: every call is answered exactly once, and a death is followed by exactly one restart.
 *
 * <p>Calls run on an executor of their own and never on the actor. When the enclave's process dies each pending call
 * gets the code {@code ENCLAVE_DEAD}; the first of them to come back starts the restart, the others find it under way,
 * because they belong to an older generation. Calls that arrive meanwhile wait, up to a bound.
 */
public final class EnclaveSession {
    private EnclaveSession() {}

    public sealed interface Command
            permits Command.Call,
                    Command.Borrow,
                    Command.ReportDead,
                    Command.GetStatus,
                    Command.GetAttested,
                    Command.Close,
                    SessionEvent {
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
            var errands = new EnclaveErrands(context, opener, calls);
            return new EnclaveKeeper(errands, timers, limits, attesting).opening();
        }));
    }
}
