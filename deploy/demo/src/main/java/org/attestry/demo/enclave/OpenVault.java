package org.attestry.demo.enclave;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.attestry.agent.enclave.Attested;
import org.attestry.agent.enclave.CallableEnclave;
import org.attestry.agent.enclave.Enclave;
import org.attestry.agent.enclave.EnclaveAttestor;
import org.attestry.agent.enclave.EnclaveLibrary;
import org.attestry.agent.enclave.EnclaveSession;
import org.attestry.agent.enclave.HostFunction;
import org.attestry.agent.enclave.NativeResult;
import org.attestry.agent.enclave.SwitchlessConfig;
import org.attestry.agent.enclave.TaskResult;
import org.attestry.bytes.Bytes;

/** The demo's enclave in the care of an {@link EnclaveSession}: opened in a process of its own, and opened again when that dies. */
final class OpenVault implements AutoCloseable {
    /** Where the question stands in an ocall's octets: behind two sizes of 64 bits. */
    private static final int QUESTION = 16;

    private static final int THREADS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final SwitchlessConfig SWITCHLESS = SwitchlessConfig.ofWorkers(1);

    private final AtomicReference<Optional<Enclave>> latest = new AtomicReference<>(Optional.empty());
    private final ExecutorService calls = Executors.newFixedThreadPool(THREADS);
    private final ActorSystem<EnclaveSession.Command> session;

    private OpenVault(Path library, Path image, EnclaveAttestor.Method attestation) {
        var loaded = EnclaveLibrary.load(library);
        this.session = ActorSystem.create(
                EnclaveSession.create(
                        () -> open(loaded, image),
                        calls,
                        new EnclaveSession.Limits(THREADS, Duration.ofSeconds(1)),
                        Optional.of(new EnclaveSession.Attesting(attestation, Clock.systemUTC()))),
                "enclave-demo");
    }

    /** Opens the enclave of {@code image}, which its session attests by {@code attestation} from then on. */
    static OpenVault open(Path library, Path image, EnclaveAttestor.Method attestation) {
        var vault = new OpenVault(library, image, attestation);
        try {
            var _ = vault.borrowed();
            return vault;
        } catch (RuntimeException e) {
            vault.close();
            throw e;
        }
    }

    private Enclave open(EnclaveLibrary library, Path image) {
        var enclave = Enclave.open(library, image, Optional.of(SWITCHLESS), List.of(answers()));
        latest.set(Optional.of(enclave));
        return enclave;
    }

    /** The host's side of {@code answer}: the question, doubled. */
    private static HostFunction answers() {
        return (in, outSize) -> {
            int question = in.slice(QUESTION, QUESTION + Integer.BYTES)
                    .toBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            return Bytes.copyOf(ByteBuffer.allocate(outSize)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(2 * question)
                    .array());
        };
    }

    /** The proxies over the enclave that is open now; waits while one opens. */
    Vault borrowed() {
        var loan = this.<EnclaveSession.Loan>asked(EnclaveSession.Command.Borrow::new);
        return switch (loan) {
            case EnclaveSession.Loan.Lent _ -> new Vault(latest.get().orElseThrow());
            case EnclaveSession.Loan.Unavailable(var why) -> throw new IllegalStateException("no enclave: " + why);
        };
    }

    /** What the session attested of the enclave that is open now; waits for it. */
    Attested attested() throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(LOOK)) {
            var attested = this.<Optional<Attested>>asked(EnclaveSession.Command.GetAttested::new);
            if (attested.isPresent()) return attested.get();
        }
        throw new IllegalStateException("the enclave was not attested");
    }

    EnclaveSession.Status status() {
        return asked(EnclaveSession.Command.GetStatus::new);
    }

    /** The process of the enclave that is open now. */
    ProcessHandle process() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info()
                        .command()
                        .filter(name -> name.endsWith("attestry-enclave-host"))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the enclave has no process"));
    }

    /** An enclave whose every call is a question to the session. */
    CallableEnclave throughTheSession() {
        return new CallableEnclave() {
            @Override
            public NativeResult call(int number, Bytes in, int outSize) {
                var reply = OpenVault.this.<EnclaveSession.Reply>asked(
                        replyTo -> new EnclaveSession.Command.Call(number, in, outSize, replyTo));
                return switch (reply) {
                    case EnclaveSession.Reply.Answered(var out) -> new NativeResult.Answered(out);
                    case EnclaveSession.Reply.Refused(var why) -> new NativeResult.Refused(why);
                    case EnclaveSession.Reply.Unavailable(var why) ->
                        throw new IllegalStateException("no enclave: " + why);
                };
            }

            @Override
            public TaskResult start(int number, long... words) {
                throw new UnsupportedOperationException("switchless calls go to the pool");
            }

            @Override
            public TaskResult collect(int id) {
                throw new UnsupportedOperationException("switchless calls go to the pool");
            }

            @Override
            public boolean workers(int count) {
                throw new UnsupportedOperationException("the pool's workers are the pool's");
            }

            @Override
            public void close() {
                // the session closes it
            }
        };
    }

    private <T> T asked(org.apache.pekko.japi.function.Function<ActorRef<T>, EnclaveSession.Command> question) {
        try {
            CompletionStage<T> reply = AskPattern.ask(session, question, PATIENCE, session.scheduler());
            return reply.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the session did not answer", e);
        }
    }

    /** The asynchronous half of the switchless pool. */
    Enclave enclave() {
        return latest.get().orElseThrow();
    }

    @Override
    public void close() {
        var _ = this.<EnclaveSession.Status>asked(EnclaveSession.Command.Close::new);
        session.terminate();
        var _ = session.getWhenTerminated().toCompletableFuture().join();
        calls.close();
    }
}
