package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A withdrawal that was answered counts for evidence that waits for its turn: it is examined by what is in force then. */
@Tag("integration")
final class WithdrawnWhileWaitingTest {
    private static final String ONE_THREAD = "attest.verification.threads";

    /** Holds the thread that verifies while it is closed. */
    private static final class Gate extends Clock {
        private final Clock time = TestNode.clock();
        private volatile CountDownLatch open = new CountDownLatch(0);
        private volatile CountDownLatch reached = new CountDownLatch(0);

        void shut() {
            open = new CountDownLatch(1);
            reached = new CountDownLatch(1);
        }

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().startsWith("verification-")) pass();
            return time.instant();
        }

        private void pass() {
            try {
                reached.countDown();
                open.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public ZoneId getZone() {
            return time.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void evidenceThatWaitsIsExaminedByWhatIsInForceWhenItsTurnComes(@TempDir Path data) throws InterruptedException {
        var gate = new Gate();
        try (var node = TestNode.start(data, gate, ONE_THREAD, "1")) {
            node.trustTheGuest();
            assertThat(node.attest("web-1").status()).isEqualTo(201);
            var first = node.answer("web-1", node.challenge("web-1"));
            var second = node.answer("web-2", node.challenge("web-2"));
            gate.shut();
            var held = CompletableFuture.supplyAsync(() -> node.post("/v1/evidence", Role.AGENT, first));
            gate.reached.await();
            var waiting = CompletableFuture.supplyAsync(() -> node.post("/v1/evidence", Role.AGENT, second));
            Thread.sleep(500); // it is behind the other by then; were it not, it would be examined later still
            assertThat(node.post("/v1/baselines/snp/guests/1/withdraw", Role.ADMIN, Map.of("reason", "recalled"))
                            .status())
                    .isEqualTo(200);
            gate.open.countDown();
            held.join();
            node.assertRefused(waiting.join(), 403, "appraisal-contraindicated", "baseline_is_in_force");
        }
    }
}
