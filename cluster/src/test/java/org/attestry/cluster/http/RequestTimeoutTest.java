package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RequestTimeoutTest {
    private static final ActorTestKit KIT = ActorTestKit.create();

    private final Refusals refusals = new Refusals(InstantSource.fixed(Instant.EPOCH), 100);
    private final List<Integer> observed = new ArrayList<>();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    static Stream<Endpoint.Handler> late() {
        return Stream.of(
                _ -> new CompletableFuture<>(),
                _ -> CompletableFuture.failedStage(new CompletionException(new TimeoutException("an entity"))));
    }

    @ParameterizedTest
    @MethodSource("late")
    void aRequestThatIsNotAnsweredInTimeIsAProblemWithItsNameWhichCanBeExplained(Endpoint.Handler late)
            throws IOException {
        var endpoint = Endpoint.get("late", "/late", Role.PUBLIC, late);
        var router = new Router(
                List.of(endpoint),
                new Access(List.of()),
                new RequestIds(InstantSource.system(), new SecureRandom()),
                refusals,
                (_, status, _) -> observed.add(status),
                Duration.ofMillis(50),
                KIT.system());
        var request = HttpRequest.GET("/late").addHeader(RawHeader.create(RequestIds.HEADER, "my-request-1"));
        var response = router.handle(request).toCompletableFuture().join();
        assertThat(response.status().intValue()).isEqualTo(503);
        assertThat(response.getHeader("Retry-After")).isPresent();
        var body = new ObjectMapper()
                .readTree(((HttpEntity.Strict) response.entity()).getData().utf8String());
        assertThat(body.path("type").asText()).endsWith("/unavailable");
        assertThat(body.path("request_id").asText()).isEqualTo("my-request-1");
        assertThat(refusals.find("", "my-request-1").orElseThrow().operation()).isEqualTo("late");
        assertThat(observed).containsExactly(503);
    }
}
