package org.attestry.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
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
        var work = new Work(new Bodies(1024, Duration.ofSeconds(5)), WORKERS, 1, Duration.ofSeconds(2));
        var released = new CountDownLatch(1);
        try {
            assertThat(status(work, _ -> waiting(released))).isEqualTo(503);
            assertThat(status(work, _ -> HttpResponse.create())).isEqualTo(429);
        } finally {
            released.countDown();
        }
    }

    private static HttpResponse waiting(CountDownLatch released) {
        try {
            released.await();
            return HttpResponse.create();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Pekko ends a connection shortly after its body is given up, answer or no answer. */
    @Test
    void aRefusedBodyIsGivenUpOnceItsAnswerIsThere() {
        var work = new Work(new Bodies(1024, Duration.ofSeconds(5)), WORKERS, 1, Duration.ofMinutes(1));
        var givenUp = new AtomicBoolean();
        var body = Source.<ByteString>maybe().mapMaterializedValue(_ -> {
            givenUp.set(true);
            return NotUsed.getInstance();
        });
        var request = HttpRequest.POST("/")
                .addHeader(RawHeader.create("Content-Encoding", "gzip"))
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, 10, body));
        var before = new AtomicBoolean(true);
        var answer = work.answer(request, Materializer.matFromSystem(KIT.system()), STYLE, _ -> {
            before.set(givenUp.get());
            return HttpResponse.create();
        });
        assertThat(answer.toCompletableFuture().join().status().intValue()).isEqualTo(200);
        assertThat(before).isFalse();
        assertThat(givenUp).isTrue();
    }

    @Test
    void aHandlerThatFailsIsNotLate() {
        var work = new Work(new Bodies(1024, Duration.ofSeconds(5)), WORKERS, 1, Duration.ofMinutes(1));
        assertThat(status(work, _ -> {
                    throw new IllegalStateException("meant to fail");
                }))
                .isEqualTo(500);
    }
}
