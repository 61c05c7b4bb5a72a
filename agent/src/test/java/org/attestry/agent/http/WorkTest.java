package org.attestry.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class WorkTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ExecutorService WORKERS = Executors.newVirtualThreadPerTaskExecutor();
    private static final Work.Style STYLE = new Work.Style() {
        @Override
        public HttpResponse busy() {
            return HttpResponse.create().withStatus(429);
        }

        @Override
        public HttpResponse failed() {
            return HttpResponse.create().withStatus(500);
        }

        @Override
        public HttpResponse late() {
            return HttpResponse.create().withStatus(503);
        }
    };

    @AfterAll
    static void stop() {
        WORKERS.close();
        KIT.shutdownTestKit();
    }

    private static int status(Work work, Function<Body, HttpResponse> handler) {
        return work.answer(HttpRequest.create(), Materializer.matFromSystem(KIT.system()), STYLE, handler)
                .toCompletableFuture()
                .join()
                .status()
                .intValue();
    }

    @Test
    void anAnswerThatIsLateKeepsItsPlaceUntilItIsThere() {
        var work = new Work(new Bodies(1024, Duration.ofSeconds(5)), WORKERS, 1, Duration.ofMillis(50));
        var released = new CountDownLatch(1);
        assertThat(status(work, _ -> waiting(released))).isEqualTo(503);
        assertThat(status(work, _ -> HttpResponse.create())).isEqualTo(429);
        released.countDown();
    }

    private static HttpResponse waiting(CountDownLatch released) {
        try {
            released.await();
            return HttpResponse.create();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHandlerThatFailsIsNotLate() {
        var work = new Work(new Bodies(1024, Duration.ofSeconds(5)), WORKERS, 1, Duration.ofSeconds(5));
        assertThat(status(work, _ -> {
                    throw new IllegalStateException("meant to fail");
                }))
                .isEqualTo(500);
    }
}
