package org.attestry.agent.enclave;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.attestry.agent.enclave.EnclaveSession.Command;
import org.attestry.agent.enclave.EnclaveSession.Phase;
import org.attestry.agent.enclave.EnclaveSession.Reply;
import org.attestry.agent.enclave.EnclaveSession.Status;
import org.attestry.agent.enclave.EnclaveSession.Why;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of a session with a fake enclave that dies when it is told to. */
class EnclaveSessionTest {
    private static final ResultCode DEAD = new ResultCode(ResultCode.ENCLAVE_DEAD, "CC_ERROR_ENCLAVE_DEAD");
    private static final EnclaveSession.Limits LIMITS = new EnclaveSession.Limits(3, Duration.ofMillis(50));

    private final ActorTestKit kit = ActorTestKit.create();
    private final AtomicInteger attestations = new AtomicInteger();
    private final AtomicInteger refusalsToCome = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private Optional<EnclaveSession.Attesting> attesting = Optional.empty();
    private final ExecutorService calls = Executors.newFixedThreadPool(8);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger failuresToCome = new AtomicInteger();
    private final CountDownLatch mayOpen = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<FakeEnclave> enclaves = new ConcurrentLinkedQueue<>();

    /** Echoes; function 1 waits until the enclave is killed. */
    private final class FakeEnclave implements CallableEnclave {
        private final CountDownLatch killed = new CountDownLatch(1);
        private final AtomicBoolean dead = new AtomicBoolean();

        void kill() {
            dead.set(true);
            killed.countDown();
        }

        @Override
        public NativeResult call(int number, Bytes in, int outSize) {
            if (number == 1) {
                awaitLatch(killed);
            }
            return dead.get() ? new NativeResult.Refused(DEAD) : new NativeResult.Answered(in);
        }

        @Override
        public TaskResult start(int number, long... words) {
            return new TaskResult.Refused(DEAD);
        }

        @Override
        public TaskResult collect(int id) {
            return new TaskResult.Refused(DEAD);
        }

        @Override
        public boolean workers(int count) {
            return false;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private FakeEnclave open() {
        awaitLatch(mayOpen);
        if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new EnclaveException(new ResultCode(0x0E, "CC_ERROR_INVALID_PATH"));
        }
        opened.incrementAndGet();
        var enclave = new FakeEnclave();
        enclaves.add(enclave);
        return enclave;
    }

    private ActorRef<Command> session() {
        return kit.spawn(EnclaveSession.create(this::open, calls, LIMITS, attesting));
    }

    private ActorRef<Command> readySession() {
        mayOpen.countDown();
        var session = session();
        awaitPhase(session, Phase.READY);
        return session;
    }

    private Status awaitPhase(ActorRef<Command> session, Phase phase) {
        TestProbe<Status> probe = kit.createTestProbe();
        return probe.awaitAssert(() -> {
            session.tell(new Command.GetStatus(probe.getRef()));
            var status = probe.receiveMessage();
            assertThat(status.phase()).isEqualTo(phase);
            return status;
        });
    }

    private TestProbe<Reply> call(ActorRef<Command> session, int function) {
        TestProbe<Reply> probe = kit.createTestProbe();
        session.tell(new Command.Call(function, Bytes.of(7), 1, probe.getRef()));
        return probe;
    }

    @AfterEach
    void stop() {
        enclaves.forEach(FakeEnclave::kill);
        mayOpen.countDown();
        kit.shutdownTestKit();
        calls.shutdownNow();
    }

    @Test
    void aCallIsAnswered() {
        assertThat(call(readySession(), 0).receiveMessage()).isEqualTo(new Reply.Answered(Bytes.of(7)));
    }

    @Test
    void callsWaitForTheEnclaveToOpenUpToABound() {
        var session = session();
        var waiting = new ArrayList<TestProbe<Reply>>();
        for (int i = 0; i < 3; i++) {
            waiting.add(call(session, 0));
        }
        assertThat(call(session, 0).receiveMessage()).isEqualTo(new Reply.Unavailable(Why.BUSY));
        mayOpen.countDown();
        waiting.forEach(probe -> assertThat(probe.receiveMessage()).isEqualTo(new Reply.Answered(Bytes.of(7))));
    }

    @Test
    void aDeathReachesEveryPendingCallOnceAndIsFollowedByOneRestart() {
        var session = readySession();
        var pending = new ArrayList<TestProbe<Reply>>();
        for (int i = 0; i < 6; i++) {
            pending.add(call(session, 1));
        }
        TestProbe<Status> status = kit.createTestProbe();
        status.awaitAssert(() -> {
            session.tell(new Command.GetStatus(status.getRef()));
            assertThat(status.receiveMessage().pending()).isEqualTo(6);
            return true;
        });
        enclaves.element().kill();
        for (var probe : pending) {
            assertThat(probe.receiveMessage()).isEqualTo(new Reply.Refused(DEAD));
        }
        assertThat(awaitPhase(session, Phase.READY).generation()).isEqualTo(2);
        assertThat(call(session, 0).receiveMessage()).isEqualTo(new Reply.Answered(Bytes.of(7)));
        pending.forEach(probe -> probe.expectNoMessage(Duration.ofMillis(1)));
        assertThat(opened).hasValue(2);
    }

    @Test
    void aReportOfAnOldDeathIsNoNews() {
        var session = readySession();
        session.tell(new Command.ReportDead(1));
        session.tell(new Command.ReportDead(1));
        assertThat(awaitPhase(session, Phase.READY).generation()).isEqualTo(2);
        session.tell(new Command.ReportDead(1));
        assertThat(awaitPhase(session, Phase.READY).generation()).isEqualTo(2);
        assertThat(opened).hasValue(2);
    }

    @Test
    void anEnclaveThatDoesNotOpenIsTriedAgain() {
        failuresToCome.set(2);
        mayOpen.countDown();
        var session = session();
        assertThat(awaitPhase(session, Phase.READY).generation()).isEqualTo(3);
        assertThat(opened).hasValue(1);
    }

    @Test
    void callsToADeadSessionAreRefused() {
        failuresToCome.set(Integer.MAX_VALUE);
        var session = session();
        var waiting = call(session, 0);
        mayOpen.countDown();
        assertThat(waiting.receiveMessage()).isEqualTo(new Reply.Unavailable(Why.DEAD));
    }

    @Test
    void aClosedSessionClosesItsEnclaveAndRefusesCalls() {
        var session = readySession();
        TestProbe<Status> probe = kit.createTestProbe();
        session.tell(new Command.Close(probe.getRef()));
        assertThat(probe.receiveMessage().phase()).isEqualTo(Phase.CLOSED);
        assertThat(closed).hasValue(1);
        assertThat(call(session, 0).receiveMessage()).isEqualTo(new Reply.Unavailable(Why.CLOSED));
    }

    @Test
    void anEnclaveThatOpensAfterTheSessionClosedIsClosedToo() {
        var session = session();
        TestProbe<Status> probe = kit.createTestProbe();
        session.tell(new Command.Close(probe.getRef()));
        assertThat(probe.receiveMessage().phase()).isEqualTo(Phase.CLOSED);
        mayOpen.countDown();
        var _ = probe.awaitAssert(() -> {
            assertThat(closed).hasValue(1);
            return List.of();
        });
    }

    /** Attests for {@code life} from now on; the n-th proof is the octet n. */
    private void attestFor(Duration life) {
        attesting = Optional.of(new EnclaveSession.Attesting(
                _ -> {
                    if (refusalsToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("the service is away");
                    }
                    return new Attested(
                            Bytes.of(attestations.incrementAndGet()), now.get().plus(life));
                },
                now::get));
    }

    private Optional<Attested> attested(ActorRef<Command> session) {
        TestProbe<Optional<Attested>> probe = kit.createTestProbe();
        session.tell(new Command.GetAttested(probe.getRef()));
        return probe.receiveMessage();
    }

    private void awaitProof(ActorRef<Command> session, int proof) {
        TestProbe<String> probe = kit.createTestProbe();
        probe.awaitAssert(() -> {
            assertThat(attested(session)).map(Attested::proof).contains(Bytes.of(proof));
            return true;
        });
    }

    @Test
    void aSessionThatIsNotToldHowIsNotAttested() {
        assertThat(attested(readySession())).isEmpty();
    }

    @Test
    void anAttestationIsRenewedBeforeItEnds() {
        attestFor(Duration.ofMillis(300));
        var session = readySession();
        awaitProof(session, 1);
        awaitProof(session, 2);
        awaitProof(session, 3);
    }

    @Test
    void anAttestationThatIsOverIsNotGivenOut() {
        attestFor(Duration.ofHours(1));
        var session = readySession();
        awaitProof(session, 1);
        now.set(Instant.EPOCH.plus(Duration.ofHours(1)));
        assertThat(attested(session)).isEmpty();
    }

    @Test
    void anAttestationThatFailedIsTriedAgain() {
        refusalsToCome.set(1);
        attestFor(Duration.ofHours(1));
        awaitProof(readySession(), 1);
    }

    @Test
    void theNextEnclaveIsAttestedForItself() {
        attestFor(Duration.ofHours(1));
        var session = readySession();
        awaitProof(session, 1);
        enclaves.element().kill();
        call(session, 0).receiveMessage();
        awaitPhase(session, Phase.READY);
        awaitProof(session, 2);
        session.tell(new Command.Close(kit.<Status>createTestProbe().getRef()));
        assertThat(attested(session)).isEmpty();
    }
}
