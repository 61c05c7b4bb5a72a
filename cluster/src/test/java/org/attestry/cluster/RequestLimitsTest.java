package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is done with it. */
@Tag("integration")
final class RequestLimitsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(data, "attest.evidence.max-body", "64 KiB");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static HttpRequest.Builder evidence() {
        return node.request("/v1/evidence", Role.AGENT).header("Content-Type", "application/json");
    }

    @Test
    void aBodyOverTheLimitIsRefusedByItsLengthAlone() {
        var reply = node.send(evidence().POST(HttpRequest.BodyPublishers.ofByteArray(new byte[64 * 1024 + 1])));
        assertThat(reply.status()).isEqualTo(413);
    }

    @Test
    void aBodyOfUnknownLengthIsRefusedWhenItPassesTheLimit() {
        var body =
                HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[200 * 1024]));
        assertThat(node.send(evidence().POST(body)).status()).isEqualTo(413);
    }

    @Test
    void aBodyThatNobodyWantsIsReadToItsEndAndTheConnectionStays() throws Exception {
        var url = URI.create(node.url());
        var head = "POST /v1/policies/none/1/activate HTTP/1.1\r\nHost: " + url.getAuthority()
                + "\r\nAuthorization: Bearer " + node.key("default", Role.ADMIN)
                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n";
        try (var socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 2; i++) {
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                Thread.sleep(50); // so that the head arrives by itself
                socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
                var answer = new byte[4096];
                int size = socket.getInputStream().read(answer);
                assertThat(new String(answer, 0, Math.max(size, 0), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 404")
                        .doesNotContainIgnoringCase("connection: close");
            }
        }
    }

    @Test
    void aBodyOfUnknownLengthThatNobodyWantsIsReadPast() {
        var body =
                HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[200 * 1024]));
        var request = node.request("/v1/policies/none/1/activate", Role.ADMIN).POST(body);
        assertThat(node.send(request).status()).isEqualTo(404);
    }

    @Test
    void aBodyThatNobodyWantsIsNotReadWithoutEnd() {
        var body =
                HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[400 * 1024]));
        var request = node.request("/v1/policies/none/1/activate", Role.ADMIN).POST(body);
        assertThat(node.send(request).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "multipart/form-data; boundary=x", "application/cbor"})
    void anotherMediaTypeIsRefused(String mediaType) {
        var reply = node.send(node.request("/v1/evidence", Role.AGENT)
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(reply.status()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "identity"})
    void anyContentEncodingIsRefused(String encoding) {
        var reply = node.send(
                evidence().header("Content-Encoding", encoding).POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(reply.status()).isEqualTo(415);
    }

    static Stream<Arguments> bodies() {
        var good =
                "\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"format\":\"snp-report\",\"evidence\":\"AAAA\",\"audience\":\"a\"";
        return Stream.of(
                Arguments.of("an empty body", ""),
                Arguments.of("a name twice", "{\"node\":\"a\",\"node\":\"b\"," + good + "}"),
                Arguments.of("an unknown member", "{\"node\":\"a\",\"more\":1," + good + "}"),
                Arguments.of(
                        "40 levels", "{\"node\":\"a\",\"key\":" + "[".repeat(40) + "]".repeat(40) + "," + good + "}"),
                Arguments.of("a node with a slash", "{\"node\":\"a/b\"," + good + "}"),
                Arguments.of("a node that climbs", "{\"node\":\"..\"," + good + "}"),
                Arguments.of("an empty node", "{\"node\":\"\"," + good + "}"),
                Arguments.of("no audience", "{\"node\":\"a\"," + good.replace(",\"audience\":\"a\"", "") + "}"),
                Arguments.of("a key that is no key", "{\"node\":\"a\",\"key\":{\"kty\":\"EC\"}," + good + "}"),
                Arguments.of(
                        "an attachment that is null", "{\"node\":\"a\",\"attachments\":{\"x\":null}," + good + "}"),
                Arguments.of("another freshness", "{\"node\":\"a\",\"freshness\":\"none\"," + good + "}"));
    }

    @ParameterizedTest(name = "{0} is malformed")
    @MethodSource("bodies")
    void aBodyThatIsNotOfTheFormIsMalformed(String name, String body) {
        var reply = node.send(evidence().POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(reply.status()).as(name).isEqualTo(400);
    }

    @Test
    void octetsThatAreNotUtf8AreMalformed() {
        var body = "{\"node\":\"?\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[9] = (byte) 0xff;
        var reply = node.send(evidence().POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("detail").asText()).contains("UTF-8");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "/v1/nodes/%2e%2e, 404",
        "/v1/nodes/%2f, 404",
        "/v1/nodes/a%00b, 404",
        "/v1/nodes/a%5cb, 404",
        "/v1/nodes/, 404",
        "/v1//nodes, 404",
        "/V1/nodes, 404",
        "/v1/nodes/a/, 404",
    })
    void aPathThatCouldMeanAnotherIsNoPath(String path, int status) {
        assertThat(node.get(path, Role.ADMIN).status()).isEqualTo(status);
    }

    @Test
    void aMethodThatAnEndpointDoesNotTakeIsSaidSo() {
        assertThat(node.get("/v1/evidence", Role.AGENT).status()).isEqualTo(405);
        var put = node.send(node.request("/v1/baselines", Role.ADMIN).PUT(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(put.status()).isEqualTo(405);
        assertThat(put.headers().get("allow")).containsExactly("GET, POST");
    }

    @Test
    void aNonceOfAnotherTenantIsNotFound() {
        var nonce = node.challenge("shared-name");
        var body = node.answer("shared-name", nonce);
        var reply = node.send(HttpRequest.newBuilder(URI.create(node.url() + "/v1/evidence"))
                .header("Authorization", "Bearer " + node.key("other", Role.AGENT))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(new com.fasterxml.jackson.databind.ObjectMapper()
                        .valueToTree(body)
                        .toString())));
        assertThat(reply.status()).isEqualTo(404);
    }

    @Test
    void whereNoBaselineIsActiveNobodyIsTrustedAndTheDecisionIsReplayedTheSame() {
        var refused = node.attest("nobody");
        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(403);
        var record = "/v1/audit/records/" + refused.body().path("request_id").asText();
        var replay = node.send(node.request(record + "/replay", Role.ADMIN).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(replay.body().path("same").asBoolean())
                .as(replay.body().toString())
                .isTrue();
    }
}
