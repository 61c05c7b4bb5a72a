package org.attestry.cluster.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.attestry.cluster.http.Problem;
import org.junit.jupiter.api.Test;

final class VerificationPoolTest {
    @Test
    void whatFindsNoRoomIsRefusedAsUnavailableAndWhatWasTakenIsDone() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var end = new CompletableFuture<String>();
        try (var pool = new VerificationPool(1, 1)) {
            var running = pool.submit(() -> {
                begun.countDown();
                return end.join();
            });
            begun.await();
            var waiting = pool.submit(() -> "next");
            var refused = pool.submit(() -> "one too many");

            assertThatThrownBy(() -> refused.toCompletableFuture().join())
                    .cause()
                    .asInstanceOf(type(Problem.Refusal.class))
                    .satisfies(refusal -> assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
            assertThat(end.complete("first")).isTrue();
            assertThat(running.toCompletableFuture().join()).isEqualTo("first");
            assertThat(waiting.toCompletableFuture().join()).isEqualTo("next");
        }
    }
}
