package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
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
import org.junit.jupiter.params.provider.MethodSource;

/** What never becomes a request is refused as requests are, on both ports. */
@Tag("integration")
final class UnreadRequestsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(data);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    static Stream<Arguments> unread() {
        var host = " HTTP/1.1\r\nHost: x\r\n";
        var ends = "\r\n\r\n";
        return Stream.of(
                Arguments.of("a path of 20 KB", "GET /" + "a".repeat(20_000) + host + ends, 414, "uri-too-long"),
                Arguments.of(
                        "a header of 20 KB",
                        "GET /" + host + "X: " + "a".repeat(20_000) + ends,
                        431,
                        "headers-too-large"),
                Arguments.of("70 headers", "GET /" + host + "X: a\r\n".repeat(70) + ends, 431, "headers-too-large"),
                Arguments.of("an unknown method", "FETCH /" + host + ends, 501, "method-unknown"),
                Arguments.of("a long method", "A".repeat(40) + " /" + host + ends, 400, "malformed-request"),
                Arguments.of("no host", "GET / HTTP/1.1\r\n\r\n", 400, "malformed-request"),
                Arguments.of("another protocol", "GET / HTTP/3.7\r\nHost: x\r\n\r\n", 400, "malformed-request"),
                Arguments.of("a broken path", "GET /<script>%zz" + host + ends, 400, "malformed-request"),
                Arguments.of(
                        "two lengths",
                        "POST /" + host + "Content-Length: 1\r\nContent-Length: 2" + ends,
                        400,
                        "malformed-request"),
                Arguments.of(
                        "TLS",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003" + ends,
                        400,
                        "malformed-request"));
    }

    @ParameterizedTest(name = "{0} is {2} {3}")
    @MethodSource("unread")
    void whatIsNoRequestIsAProblemThatCanBeExplained(String name, String octets, int status, String slug)
            throws IOException {
        for (var url : new String[] {node.url(), node.managementUrl()}) {
            var answer = raw(url, octets);
            assertThat(answer)
                    .as(name)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Content-Type: application/problem+json")
                    .doesNotContain("<");
            var problem = body(answer);
            var id = problem.path("request_id").asText();
            assertThat(answer).contains("Attestry-Request-Id: " + id);
            assertThat(problem.path("type").asText()).isEqualTo("https://attestry.org/problems/" + slug);
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("explain").asText()).isEqualTo("attestry explain " + id);
            var why = node.get("/v1/explanations/" + id, Role.AGENT).body();
            assertThat(why.path("status").asText()).as(why.toString()).isEqualTo(slug);
        }
    }

    @Test
    void whatIsWrongIsSaidInWordsThatHoldNothingOfTheRequest() throws IOException {
        assertThat(body(raw(node.url(), "GET / HTTP/1.1\r\n\r\n"))
                        .path("detail")
                        .asText())
                .contains("Host");
        assertThat(body(raw(node.url(), "GET /<script>%zz HTTP/1.1\r\nHost: x\r\n\r\n"))
                        .path("detail")
                        .asText())
                .isNotEmpty()
                .doesNotContain("script");
    }

    private static JsonNode body(String answer) throws IOException {
        return new ObjectMapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
    }

    private static String raw(String url, String octets) throws IOException {
        var address = URI.create(url);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
