package org.attestry.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.agent.json.StrictJson;
import org.attestry.config.HostPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent does with requests that are too much, too slow or of two readings. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {
    private final ToyTee tee = ToyTee.running("app");
    private final TestAgent agent = TestAgent.peerToPeer(tee, tee.endorsements(), Set.of(tee.measurement()));

    @AfterAll
    void stop() {
        agent.close();
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefusedBeforeTheBodyComes() throws IOException {
        var answer = raw(
                "POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n{");
        assertThat(answer)
                .startsWith("HTTP/1.1 413")
                .endsWith("JSON payload (1000000000 bytes) is larger than allowed (limit: 65536 bytes).");
        var ours = raw(
                "POST /v1/evidence HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n{");
        assertThat(ours).startsWith("HTTP/1.1 413").contains("problem+json").contains("/problems/too-large");
    }

    @Test
    void aBodyOfExactlyTheLimitIsReadAndOneOctetMoreIsNot() {
        var most = "{\"token\":\"" + "x".repeat(TestAgent.MAX_BODY - 12) + "\"}";
        assertThat(agent.send("POST", "/token", most).statusCode()).isEqualTo(500);
        assertThat(agent.send("POST", "/token", most + " ").statusCode()).isEqualTo(413);
    }

    @Test
    void aBodyWithoutALengthIsCountedAsItComes() throws IOException {
        var chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        var answer = raw(
                "POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(5) + "0\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").endsWith("JSON payload has exceeded limit (65536 bytes).");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "identity", "gzip, gzip", "x-unknown"})
    void noContentCodingIsTaken(String coding) {
        for (var path : List.of("/token", "/v1/evidence")) {
            var headers = Map.of("Content-Type", "application/json", "Content-Encoding", coding);
            assertThat(agent.send("POST", path, "{}", headers).statusCode()).isEqualTo(415);
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsNotWaitedFor() throws IOException {
        var answer =
                raw("POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 408");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "two lengths | Content-Length: 2\\r\\nContent-Length: 3\\r\\n",
                "length and chunks | Content-Length: 2\\r\\nTransfer-Encoding: chunked\\r\\n",
                "negative length | Content-Length: -2\\r\\n",
                "length no number | Content-Length: 2x\\r\\n",
                "header of 20 KB | X: "
                        + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
                        + "REPEAT\\r\\n",
                "space before the colon | Content-Length : 2\\r\\n",
            })
    void aRequestOfTwoReadingsIsRefused(String name, String header) throws IOException {
        var lines = header.replace("\\r\\n", "\r\n").replace("REPEAT", "x".repeat(20_000));
        var answer = raw("POST /token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + lines + "\r\n{}");
        assertThat(answer).as(name).containsPattern("^HTTP/1.1 4\\d\\d");
    }

    @Test
    void athousandHeadersAreTooMany() throws IOException {
        var headers = new StringBuilder();
        for (int i = 0; i < 1000; i++) headers.append("X-").append(i).append(": 1\r\n");
        assertThat(raw("GET /challenge HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("/problems/headers-too-large");
    }

    @ParameterizedTest(name = "{0} {1} as {2}: {3} {4}")
    @CsvSource({
        "GET, /v1/evidence, application/json, 405, method-not-allowed",
        "POST, /v1/nothing, application/json, 404, not-found",
        "POST, /v1, application/json, 404, not-found",
        "GET, /, application/json, 404, not-found",
        "GET, /nope, application/json, 404, not-found",
        "PUT, /nope, application/json, 404, not-found",
        "GET, /challenge/, application/json, 404, not-found",
        "POST, /evidence/x, text/plain, 404, not-found",
        "GET, /v10/evidence, application/json, 404, not-found",
        "POST, /v1/evidence, text/plain, 415, unsupported-media-type",
        "POST, /v1/evidence, application/problem+json, 415, unsupported-media-type",
        "POST, /v1/evidence, application/json, 400, malformed-request",
        "POST, /v1/attestations, application/json, 404, not-found",
    })
    void whatIsNotSecGearsIsRefusedByAProblemDocument(
            String method, String path, String type, int status, String slug) {
        var response = agent.send(
                method, path, "{\"nonce\":1}", Map.of("Content-Type", type, "Attestry-Request-Id", "my-request-1"));
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.headers().firstValue("attestry-request-id")).contains("my-request-1");
        var problem = StrictJson.read(response.body());
        assertThat(problem.path("type").textValue()).isEqualTo("https://attestry.org/problems/" + slug);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("instance").textValue()).isEqualTo("urn:attestry:request:my-request-1");
        assertThat(problem.path("request_id").textValue()).isEqualTo("my-request-1");
        assertThat(problem.path("explain").textValue())
                .isEqualTo("attestry explain my-request-1 --agent " + agent.url());
    }

    @ParameterizedTest(name = "{0} is {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a path of 20 KB     | GET /LONG HTTP/1.1\\r\\nHost: x      | 414 | uri-too-long",
                "a header of 20 KB   | GET / HTTP/1.1\\r\\nHost: x\\r\\nX: LONG | 431 | headers-too-large",
                "an unknown method   | FETCH / HTTP/1.1\\r\\nHost: x       | 501 | method-unknown",
                "no host             | GET / HTTP/1.1                     | 400 | malformed-request",
                "a path with markup  | GET /<script>%zz HTTP/1.1\\r\\nHost: x | 400 | malformed-request",
            })
    void whatIsNoRequestIsAProblemThatCanBeExplained(String name, String head, int status, String slug)
            throws IOException {
        var octets = head.replace("\\r\\n", "\r\n").replace("LONG", "x".repeat(20_000)) + "\r\n\r\n";
        var answer = raw(octets);
        assertThat(answer)
                .as(name)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("Content-Type: application/problem+json")
                .doesNotContain("<");
        var problem = StrictJson.read(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.path("type").textValue()).isEqualTo("https://attestry.org/problems/" + slug);
        var id = problem.path("request_id").textValue();
        var why = StrictJson.read(
                agent.send("GET", "/v1/explanations/" + id, null).body());
        assertThat(why.path("status").textValue()).isEqualTo(slug);
    }

    @Test
    void evidenceForABackgroundCheckIsBoundToNonceAndKey() {
        var response = agent.send("POST", "/v1/evidence", "{\"nonce\":\"" + "A".repeat(43) + "\"}");
        assertThat(response.statusCode()).isEqualTo(200);
        var evidence = StrictJson.read(response.body());
        assertThat(evidence.path("tee").textValue()).isEqualTo("toy");
        assertThat(evidence.path("format").textValue()).isEqualTo("toy-quote");
        assertThat(response.headers().firstValue("cache-control")).contains("no-store");
        for (var nonce : List.of("AAAA", "A".repeat(87), "A".repeat(44) + "=")) {
            assertThat(agent.send("POST", "/v1/evidence", "{\"nonce\":\"" + nonce + "\"}")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:8081", "192.0.2.1:8081", "[::]:8081", "agent.example:8081"})
    void anAddressThatOthersReachNeedsTls(String listen) {
        assertThatThrownBy(() -> HttpServer.requireProtected(HostPort.parse(listen), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attest.agent.tls.key-store")
                .hasMessageContaining("127.0.0.1");
        HttpServer.requireProtected(HostPort.parse(listen), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8081", "127.1.2.3:1", "localhost:8081", "[::1]:8081"})
    void loopbackNeedsNone(String listen) {
        HttpServer.requireProtected(HostPort.parse(listen), false);
    }

    /** Sends octets as they stand and returns what comes back within three seconds. */
    private String raw(String request) throws IOException {
        try (var socket = new Socket(
                InetAddress.getLoopbackAddress(), agent.node.address().getPort())) {
            socket.setSoTimeout(3000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var answer = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(answer);
            } catch (SocketTimeoutException | java.net.SocketException closed) {
                // what came until then is the answer
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
