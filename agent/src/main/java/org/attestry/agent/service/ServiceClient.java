package org.attestry.agent.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;

/**
 * Speaks the service's native interface {@code /v1}; blocks, and throws nothing for what the service or the network does.
 *
 * <p>A request is sent again, under the same request id, only while no answer came: the service sees that it is the same one. Any
 * answer is final.
 */
public final class ServiceClient {
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    private final ServiceEndpoint service;
    private final HttpClient http;
    private final Pause pause;

    /** {@code http} follows no redirects: the bearer key goes to the configured address alone. */
    public ServiceClient(ServiceEndpoint service, HttpClient http, Pause pause) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects may carry the key anywhere");
        }
        this.service = service;
        this.http = http;
        this.pause = pause;
    }

    /** A nonce for {@code node}. */
    public ServiceAnswer<Challenge> challenge(String node, RequestId id) {
        var body = JsonNodeFactory.instance.objectNode().put("node", node);
        return call("/v1/challenges", body, id, answer -> {
            var nonce = answer.octets("nonce");
            if (nonce.size() != 32) throw new IllegalArgumentException("a nonce of " + nonce.size() + " octets");
            if (!answer.text("node").equals(node)) throw new IllegalArgumentException("a nonce for another node");
            return new Challenge(node, nonce, Instant.parse(answer.text("expires_at")));
        });
    }

    /** The token for evidence. */
    public ServiceAnswer<ServiceToken> submit(Submission submission, RequestId id) {
        return call("/v1/evidence", submission.json(), id, answer -> {
            if (!answer.text("node").equals(submission.node()))
                throw new IllegalArgumentException("a token for another node");
            return new ServiceToken(
                    answer.text("request_id"),
                    answer.text("node"),
                    answer.text("status"),
                    answer.text("token"),
                    Instant.parse(answer.text("token_expires_at")),
                    answer.json());
        });
    }

    private <T> ServiceAnswer<T> call(String path, JsonNode body, RequestId id, Function<Shape, T> reader) {
        var request = HttpRequest.newBuilder(service.at(path))
                .timeout(service.timeout())
                .header("Authorization", "Bearer " + service.key().reveal())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .header("Attestry-Request-Id", id.text())
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return switch (sent(request, id)) {
            case ServiceAnswer.Given<HttpResponse<byte[]>>(var response) -> read(response, id, reader);
            case ServiceAnswer.Failed<HttpResponse<byte[]>>(var trouble) -> new ServiceAnswer.Failed<>(trouble);
        };
    }

    private ServiceAnswer<HttpResponse<byte[]>> sent(HttpRequest request, RequestId id) {
        for (int attempt = 1; ; attempt++) {
            try {
                return new ServiceAnswer.Given<>(
                        http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER)));
            } catch (IOException e) {
                var why = e.getClass().getSimpleName() + " at " + service.url();
                if (attempt >= service.attempts() || !waited(attempt))
                    return new ServiceAnswer.Failed<>(new Trouble.Unreachable(why, id));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new ServiceAnswer.Failed<>(new Trouble.Unreachable("interrupted", id));
            }
        }
    }

    private boolean waited(int attempt) {
        try {
            pause.take(FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 6)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <T> ServiceAnswer<T> read(HttpResponse<byte[]> response, RequestId id, Function<Shape, T> reader) {
        try {
            var json = StrictJson.read(Bytes.copyOf(response.body()));
            if (response.statusCode() == 201) return new ServiceAnswer.Given<>(reader.apply(Shape.of(json)));
            if (response.statusCode() < 400) return garbled("status " + response.statusCode(), id);
            var problem = ServiceProblem.read(response.statusCode(), json, id.text(), retryAfter(response));
            return new ServiceAnswer.Failed<>(new Trouble.Declined(problem));
        } catch (JsonRefused | IllegalArgumentException | DateTimeException e) {
            return garbled("status " + response.statusCode() + ", " + e.getMessage(), id);
        }
    }

    private static <T> ServiceAnswer<T> garbled(String what, RequestId id) {
        return new ServiceAnswer.Failed<>(new Trouble.Garbled(what, id));
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .filter(wait -> wait.compareTo(LONGEST_RETRY_AFTER) <= 0);
    }
}
