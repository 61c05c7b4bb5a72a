package org.attestry.agent.enclave;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the attestation of one open enclave fresh: it is renewed when a third of its life is left, and never given out when it is over.
 *
 * <p>A renewal that fails is tried again, after a second at first and after a minute at last; what was attested before counts meanwhile.
 */
public final class EnclaveAttestor {
    private static final Logger LOG = LoggerFactory.getLogger(EnclaveAttestor.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration SHORTEST_LIFE = Duration.ofMillis(10);

    /** Attests an enclave; may block, and fails by throwing. */
    @FunctionalInterface
    public interface Method {
        /** What says that {@code enclave} was attested just now. */
        Attested attest(CallableEnclave enclave);
    }

    sealed interface Command {
        /** Asks for what counts now: empty before the first success, and after the end. */
        record Get(ActorRef<Optional<Attested>> replyTo) implements Command {}
    }

    private record Renewed(Attested attested) implements Event {}

    private record Failed(String why) implements Event {}

    private record Due() implements Event {}

    private sealed interface Event extends Command permits Renewed, Failed, Due {}

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final CallableEnclave enclave;
    private final Method method;
    private final Executor calls;
    private final InstantSource clock;

    private Optional<Attested> latest = Optional.empty();
    private Duration pause = FIRST_PAUSE;

    private EnclaveAttestor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            CallableEnclave enclave,
            Method method,
            Executor calls,
            InstantSource clock) {
        this.context = context;
        this.timers = timers;
        this.enclave = enclave;
        this.method = method;
        this.calls = calls;
        this.clock = clock;
    }

    /** Attests at once, on {@code calls}, and from then on before each end. */
    static Behavior<Command> create(CallableEnclave enclave, Method method, Executor calls, InstantSource clock) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            var attestor = new EnclaveAttestor(context, timers, enclave, method, calls, clock);
            attestor.renew();
            return Behaviors.receiveMessage(attestor::receive);
        }));
    }

    private Behavior<Command> receive(Command command) {
        switch (command) {
            case Command.Get(var replyTo) -> replyTo.tell(latest.filter(this::counts));
            case Renewed(var attested) -> onRenewed(attested);
            case Failed(var why) -> onFailed(why);
            case Due() -> renew();
        }
        return Behaviors.same();
    }

    private boolean counts(Attested attested) {
        return attested.expires().isAfter(clock.instant());
    }

    private void renew() {
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> method.attest(enclave), calls),
                (attested, failure) -> failure == null ? new Renewed(attested) : new Failed(failure.toString()));
    }

    private void onRenewed(Attested attested) {
        var life = Duration.between(clock.instant(), attested.expires());
        if (life.compareTo(SHORTEST_LIFE) < 0) {
            onFailed("what was attested is over already");
            return;
        }
        latest = Optional.of(attested);
        pause = FIRST_PAUSE;
        timers.startSingleTimer(new Due(), life.multipliedBy(2).dividedBy(3));
    }

    private void onFailed(String why) {
        LOG.warn("the enclave was not attested, next attempt in {}: {}", pause, why);
        timers.startSingleTimer(new Due(), pause);
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }
}
