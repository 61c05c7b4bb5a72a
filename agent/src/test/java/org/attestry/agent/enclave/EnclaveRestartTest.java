package org.attestry.agent.enclave;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.attestry.agent.switchless.SwitchlessPool;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Session and pool over a real enclave whose process is killed under both. */
@Tag("integration")
class EnclaveRestartTest {
    private static final int ECHO = 2;
    private static final int DOZE = 8;
    private static final int REVEAL = 12;
    private static final int TASK_ADD = 0;
    private static final int TASK_DOZE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Path output = Path.of("");

    private final ActorTestKit kit = ActorTestKit.create();
    private final ExecutorService calls = Executors.newFixedThreadPool(8);

    @BeforeAll
    static void build() {
        output = NativeBuild.build("plain", "--tests");
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
        calls.shutdownNow();
    }

    private ActorRef<EnclaveSession.Command> session() {
        var library = EnclaveLibrary.load(output.resolve("lib/libsecgear.so"));
        var image = output.resolve("test/raw.enclave.so");
        var limits = new EnclaveSession.Limits(100, Duration.ofMillis(50));
        return kit.spawn(EnclaveSession.create(
                () -> Enclave.open(library, image, Optional.of(SwitchlessConfig.ofWorkers(2)), List.of()),
                calls,
                limits,
                Optional.empty()));
    }

    private TestProbe<EnclaveSession.Reply> call(
            ActorRef<EnclaveSession.Command> session, int number, Bytes in, int out) {
        TestProbe<EnclaveSession.Reply> probe = kit.createTestProbe();
        session.tell(new EnclaveSession.Command.Call(number, in, out, probe.getRef()));
        return probe;
    }

    private static Bytes milliseconds(int value) {
        return Bytes.copyOf(ByteBuffer.allocate(4)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array());
    }

    private int processOf(ActorRef<EnclaveSession.Command> session) {
        var answer = (EnclaveSession.Reply.Answered)
                call(session, REVEAL, Bytes.EMPTY, 16).receiveMessage(PATIENCE);
        return ByteBuffer.wrap(answer.out().toArray())
                .order(ByteOrder.nativeOrder())
                .getInt(8);
    }

    private static boolean dead(EnclaveSession.Reply reply) {
        return reply instanceof EnclaveSession.Reply.Refused(var why) && why.dead();
    }

    private static boolean deadTask(SwitchlessPool.Reply reply) {
        return reply instanceof SwitchlessPool.Reply.Refused(var why) && why.dead();
    }

    @Test
    void aKilledEnclaveAnswersEveryCallOnceAndIsOpenedOnceAgain() {
        var session = session();
        var pool = kit.spawn(SwitchlessPool.create(session, 64, 100, new SwitchlessPool.Workers(1, 2)));
        int process = processOf(session);
        var pending = new ArrayList<TestProbe<EnclaveSession.Reply>>();
        var tasks = new ArrayList<TestProbe<SwitchlessPool.Reply>>();
        for (int i = 0; i < 5; i++) {
            pending.add(call(session, DOZE, milliseconds(60_000), 0));
            TestProbe<SwitchlessPool.Reply> probe = kit.createTestProbe();
            pool.tell(new SwitchlessPool.Command.Submit(TASK_DOZE, List.of(60_000L), probe.getRef()));
            tasks.add(probe);
        }
        awaitUnderWay(session, pool);
        assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue();
        pending.forEach(probe -> assertThat(probe.receiveMessage(PATIENCE)).matches(EnclaveRestartTest::dead));
        tasks.forEach(probe -> assertThat(probe.receiveMessage(PATIENCE)).matches(EnclaveRestartTest::deadTask));
        assertThat(call(session, ECHO, Bytes.of(1), 1).receiveMessage(PATIENCE))
                .isEqualTo(new EnclaveSession.Reply.Answered(Bytes.of(1)));
        TestProbe<SwitchlessPool.Reply> next = kit.createTestProbe();
        pool.tell(new SwitchlessPool.Command.Submit(TASK_ADD, List.of(20L, 22L), next.getRef()));
        assertThat(next.receiveMessage(PATIENCE)).isEqualTo(new SwitchlessPool.Reply.Done(42));
        TestProbe<EnclaveSession.Status> status = kit.createTestProbe();
        session.tell(new EnclaveSession.Command.GetStatus(status.getRef()));
        assertThat(status.receiveMessage().generation()).isEqualTo(2);
        pending.forEach(probe -> probe.expectNoMessage(Duration.ofMillis(1)));
        tasks.forEach(probe -> probe.expectNoMessage(Duration.ofMillis(1)));
    }

    private void awaitUnderWay(ActorRef<EnclaveSession.Command> session, ActorRef<SwitchlessPool.Command> pool) {
        TestProbe<EnclaveSession.Status> status = kit.createTestProbe();
        TestProbe<SwitchlessPool.Metrics> metrics = kit.createTestProbe();
        var _ = status.awaitAssert(PATIENCE, () -> {
            session.tell(new EnclaveSession.Command.GetStatus(status.getRef()));
            pool.tell(new SwitchlessPool.Command.GetMetrics(metrics.getRef()));
            assertThat(status.receiveMessage().pending()).isEqualTo(5);
            assertThat(metrics.receiveMessage().underWay()).isEqualTo(5);
            return true;
        });
    }
}
