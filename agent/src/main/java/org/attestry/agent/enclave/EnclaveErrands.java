package org.attestry.agent.enclave;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** What a session must not wait for: it is done on an executor, and the session hears of the end as a {@link SessionEvent}. */
final class EnclaveErrands {
    private final ActorContext<EnclaveSession.Command> context;
    private final Supplier<? extends CallableEnclave> opener;
    private final Executor calls;

    EnclaveErrands(
            ActorContext<EnclaveSession.Command> context, Supplier<? extends CallableEnclave> opener, Executor calls) {
        this.context = context;
        this.opener = opener;
        this.calls = calls;
    }

    void open() {
        context.pipeToSelf(
                CompletableFuture.<CallableEnclave>supplyAsync(opener::get, calls),
                (enclave, failure) -> failure == null
                        ? new SessionEvent.Opened(enclave)
                        : new SessionEvent.OpenFailed(failure.toString()));
    }

    void call(CallableEnclave enclave, long generation, EnclaveSession.Command.Call call) {
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> enclave.call(call.number(), call.in(), call.outSize()), calls),
                (result, failure) -> failure == null
                        ? new SessionEvent.Returned(result, generation, call.replyTo())
                        : new SessionEvent.CallFailed(failure.toString(), call.replyTo()));
    }

    /** Attests {@code enclave} from now on, until that is {@link #stop stopped}. */
    ActorRef<EnclaveAttestor.Command> attest(CallableEnclave enclave, long generation, EnclaveSession.Attesting how) {
        return context.spawn(
                EnclaveAttestor.create(enclave, how.method(), calls, how.clock()), "attestor-" + generation);
    }

    void stop(ActorRef<EnclaveAttestor.Command> attestor) {
        context.stop(attestor);
    }

    /** Closing waits for the calls under way, so it is done where calls are. */
    void close(CallableEnclave enclave) {
        calls.execute(enclave::close);
    }

    /** Closes {@code enclave}; {@code replyTo} is who asked for it. */
    void close(CallableEnclave enclave, ActorRef<EnclaveSession.Status> replyTo) {
        context.pipeToSelf(
                CompletableFuture.runAsync(enclave::close, calls), (_, _) -> new SessionEvent.Released(replyTo));
    }
}
