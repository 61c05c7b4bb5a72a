package org.attestry.agent.switchless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.attestry.agent.enclave.CallableEnclave;
import org.attestry.agent.enclave.EnclaveSession;
import org.attestry.agent.enclave.NativeResult;
import org.attestry.agent.enclave.ResultCode;
import org.attestry.agent.enclave.TaskResult;
import org.attestry.agent.switchless.SwitchlessPool.Command;
import org.attestry.agent.switchless.SwitchlessPool.Metrics;
import org.attestry.agent.switchless.SwitchlessPool.Reply;
import org.attestry.agent.switchless.SwitchlessPool.Workers;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool over a fake enclave whose tasks end when the test says so, and over a probe in place of the session. */
class SwitchlessPoolTest {
    private static final ResultCode DEAD = new ResultCode(0xFFFF3024, "CC_ERROR_ENCLAVE_DEAD");
    private static final ResultCode FULL = new ResultCode(0xFFFF9221, "CC_ERROR_SWITCHLESS_TASK_POOL_FULL");
    private static final ResultCode INVALID = new ResultCode(0xFFFF922B, "CC_ERROR_SWITCHLESS_INVALID_TASK_ID");

    private final ActorTestKit kit = ActorTestKit.create();
    private final TestProbe<EnclaveSession.Command> session = kit.createTestProbe();
    private final FakeEnclave enclave = new FakeEnclave(8);

    /** Function 0 is done at once and doubles its word; function 1 ends when released. */
    private static final class FakeEnclave implements CallableEnclave {
        private final int capacity;
        private final AtomicInteger ids = new AtomicInteger(512);
        private final Map<Integer, Long> tasks = new ConcurrentHashMap<>();
        private final AtomicBoolean released = new AtomicBoolean();
        private final AtomicBoolean dead = new AtomicBoolean();
        private final Queue<Integer> workers = new ConcurrentLinkedQueue<>();

        FakeEnclave(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public NativeResult call(int number, Bytes in, int outSize) {
            return new NativeResult.Refused(INVALID);
        }

        @Override
        public TaskResult start(int number, long... words) {
            if (dead.get()) {
                return new TaskResult.Refused(DEAD);
            }
            if (tasks.size() >= capacity) {
                return new TaskResult.Refused(FULL);
            }
            int id = ids.incrementAndGet();
            tasks.put(id, number == 1 ? -words[0] : words[0]);
            return new TaskResult.Started(id);
        }

        @Override
        public TaskResult collect(int id) {
            var word = tasks.get(id);
            if (dead.get()) {
                return new TaskResult.Refused(DEAD);
            }
            if (word == null) {
                return new TaskResult.Refused(INVALID);
            }
            if (word < 0 && !released.get()) {
                return new TaskResult.Unfinished();
            }
            tasks.remove(id);
            return new TaskResult.Done(2 * Math.abs(word));
        }

        @Override
        public boolean workers(int count) {
            workers.add(count);
            return !dead.get();
        }

        @Override
        public void close() {}
    }

    private ActorRef<Command> pool(int slots, int line) {
        return kit.spawn(SwitchlessPool.create(session.getRef(), slots, line, new Workers(1, 4)));
    }

    private TestProbe<Reply> submit(ActorRef<Command> pool, int number, long word) {
        TestProbe<Reply> probe = kit.createTestProbe();
        pool.tell(new Command.Submit(number, List.of(word), probe.getRef()));
        return probe;
    }

    private void lend(CallableEnclave lent, long generation) {
        var borrow = session.expectMessageClass(EnclaveSession.Command.Borrow.class);
        borrow.replyTo().tell(new EnclaveSession.Loan.Lent(lent, generation));
    }

    private Metrics metrics(ActorRef<Command> pool) {
        TestProbe<Metrics> probe = kit.createTestProbe();
        pool.tell(new Command.GetMetrics(probe.getRef()));
        return probe.receiveMessage();
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void manyCallsGetTheirOwnAnswersOnce() {
        var pool = pool(8, 1000);
        var probes = new ArrayList<TestProbe<Reply>>();
        for (int i = 1; i <= 300; i++) {
            probes.add(submit(pool, 0, i));
        }
        lend(enclave, 1);
        for (int i = 1; i <= 300; i++) {
            assertThat(probes.get(i - 1).receiveMessage()).isEqualTo(new Reply.Done(2L * i));
        }
        probes.getLast().expectNoMessage(Duration.ofMillis(1));
        assertThat(metrics(pool)).isEqualTo(new Metrics(300, 300, 0, 0, 0, 0, 4));
    }

    @Test
    void whatFindsTheLineFullIsRefusedAtOnce() {
        var pool = pool(2, 1);
        var probes = List.of(submit(pool, 1, 1), submit(pool, 1, 2), submit(pool, 1, 3));
        lend(enclave, 1);
        assertThat(submit(pool, 1, 4).receiveMessage()).isEqualTo(new Reply.Busy());
        assertThat(metrics(pool)).isEqualTo(new Metrics(4, 0, 0, 1, 2, 1, 3));
        enclave.released.set(true);
        for (int i = 0; i < 3; i++) {
            assertThat(probes.get(i).receiveMessage()).isEqualTo(new Reply.Done(2L * (i + 1)));
        }
    }

    @Test
    void aNativePoolThatIsFullMakesCallsWait() {
        var pool = pool(20, 0);
        var probes = new ArrayList<TestProbe<Reply>>();
        for (int i = 1; i <= 12; i++) {
            probes.add(submit(pool, 1, i));
        }
        lend(enclave, 1);
        assertThat(metrics(pool)).isEqualTo(new Metrics(12, 0, 0, 0, 8, 4, 4));
        enclave.released.set(true);
        probes.forEach(probe -> assertThat(probe.receiveMessage()).isInstanceOf(Reply.Done.class));
    }

    @Test
    void aDeathReachesWhatIsUnderWayAndTheLineGoesToTheNextEnclave() {
        var pool = pool(2, 10);
        var underWay = List.of(submit(pool, 1, 1), submit(pool, 1, 2));
        var inLine = submit(pool, 0, 3);
        lend(enclave, 4);
        assertThat(metrics(pool).underWay()).isEqualTo(2);
        enclave.dead.set(true);
        underWay.forEach(probe -> assertThat(probe.receiveMessage()).isEqualTo(new Reply.Refused(DEAD)));
        session.expectMessage(new EnclaveSession.Command.ReportDead(4));
        lend(new FakeEnclave(8), 5);
        assertThat(inLine.receiveMessage()).isEqualTo(new Reply.Done(6));
        underWay.forEach(probe -> probe.expectNoMessage(Duration.ofMillis(1)));
    }

    @Test
    void withoutAnEnclaveWhatWaitsIsToldWhy() {
        var pool = pool(2, 10);
        var waiting = submit(pool, 0, 1);
        session.expectMessageClass(EnclaveSession.Command.Borrow.class)
                .replyTo()
                .tell(new EnclaveSession.Loan.Unavailable(EnclaveSession.Why.DEAD));
        assertThat(waiting.receiveMessage()).isEqualTo(new Reply.Unavailable(EnclaveSession.Why.DEAD));
        var next = submit(pool, 0, 2);
        lend(enclave, 1);
        assertThat(next.receiveMessage()).isEqualTo(new Reply.Done(4));
    }

    @Test
    void workersComeWithCallsAndRestWhenThereAreNone() {
        var pool = pool(8, 10);
        var probes = List.of(submit(pool, 1, 1), submit(pool, 1, 2), submit(pool, 1, 3));
        lend(enclave, 1);
        assertThat(metrics(pool).workers()).isEqualTo(3);
        enclave.released.set(true);
        probes.forEach(probe -> assertThat(probe.receiveMessage()).isInstanceOf(Reply.Done.class));
        session.awaitAssert(() -> {
            assertThat(metrics(pool).workers()).isEqualTo(1);
            return true;
        });
        assertThat(enclave.workers).containsSequence(1, 3).endsWith(1);
    }

    @Test
    void aPoolWithoutSlotsIsRefused() {
        assertThatThrownBy(() -> SwitchlessPool.create(session.getRef(), 0, 1, new Workers(1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
