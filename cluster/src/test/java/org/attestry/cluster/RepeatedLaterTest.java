package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relying party's nonce has no end, but the time has in which a request that comes again gets its token again. */
@Tag("integration")
final class RepeatedLaterTest {
    private static final String LIFETIME = "attest.token.lifetime";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private static Map<String, Object> body(TestNode node) {
        var body =
                node.answer("background", Bytes.utf8("the relying party's own").sha256());
        body.put("freshness", "relying-party");
        return body;
    }

    private static TestNode.Reply submit(TestNode node, Map<String, Object> body) {
        return node.postAs("the-request-1", "/v1/evidence", body);
    }

    @ParameterizedTest(name = "after {0} with a lifetime of {1}: {2}")
    @CsvSource({"PT1M, 5m, 201", "PT6M, 5m, 409", "PT6M, 12h, 201", "PT11M, 12h, 409"})
    void aTokenIsGivenAgainNeitherOnceItIsOverNorByALifetimeThatIsLongerSince(
            Duration later, String lifetime, int status) {
        Map<String, Object> body;
        try (var node = TestNode.start(data, TestNode.clock(), LIFETIME, "5m")) {
            node.trustTheGuest();
            body = body(node);
            assertThat(submit(node, body).status()).isEqualTo(201);
        }
        try (var node = TestNode.start(data, Clock.offset(TestNode.clock(), later), LIFETIME, lifetime)) {
            var again = submit(node, body);
            assertThat(again.status()).as(again.body().toString()).isEqualTo(status);
            if (status == 409) node.assertRefused(again, 409, "challenge-spent", "token_expired");
        }
    }
}
