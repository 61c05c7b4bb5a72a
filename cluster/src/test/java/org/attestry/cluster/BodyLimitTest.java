package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configured limit of evidence is the only one, also where it is above those that Pekko has by itself. */
@Tag("integration")
final class BodyLimitTest {
    private static final int LIMIT = 12 << 20;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(data, "attest.evidence.max-body", "12 MiB");
        node.trustTheGuest();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @ParameterizedTest(name = "limit {0}, length named: {1} -> {2}")
    @CsvSource({"-1, true, 201", "-1, false, 201", "0, true, 201", "0, false, 201", "1, true, 413", "1, false, 413"})
    void evidenceUpToTheLimitIsAttested(int beyond, boolean lengthNamed, int status) throws Exception {
        var body = evidence("n" + beyond + lengthNamed, LIMIT + beyond);
        var reply = node.send(node.request("/v1/evidence", Role.AGENT)
                .header("Content-Type", "application/json")
                .POST(publisher(body, lengthNamed)));
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(status);
    }

    private static BodyPublisher publisher(byte[] body, boolean lengthNamed) {
        return lengthNamed
                ? HttpRequest.BodyPublishers.ofByteArray(body)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    /** Acceptable evidence with a certificate that nobody can read, of {@code size} octets in all. */
    private static byte[] evidence(String name, int size) throws Exception {
        var submission = node.answer(name, node.challenge(name));
        var attachments = new HashMap<Object, Object>((java.util.Map<?, ?>) submission.get("attachments"));
        attachments.put(
                "intermediate", Bytes.copyOf(new byte[size / 4 * 3 - 30_000]).base64Url());
        submission.put("attachments", attachments);
        var json = new ObjectMapper().writeValueAsString(submission).getBytes(StandardCharsets.UTF_8);
        assertThat(json.length).isLessThanOrEqualTo(size);
        var body = Arrays.copyOf(json, size);
        Arrays.fill(body, json.length, size, (byte) ' ');
        return body;
    }
}
