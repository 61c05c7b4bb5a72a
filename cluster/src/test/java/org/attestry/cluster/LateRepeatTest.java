package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A request that comes again when its challenge's time is over: answered from its record, with nothing extended. */
final class LateRepeatTest {
    private static final Duration OVER_FOR_NONCES = Duration.ofMinutes(3);
    private static final Duration OVER_FOR_TOKENS = Duration.ofMinutes(6);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    private static final AtomicReference<Duration> AHEAD = new AtomicReference<>(Duration.ZERO);

    /** The test nodes' clock, set ahead by the tests. */
    private static final Clock CLOCK = new Clock() {
        private final Clock nodes = TestNode.clock();

        @Override
        public Instant instant() {
            return nodes.instant().plus(AHEAD.get());
        }

        @Override
        public ZoneId getZone() {
            return nodes.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for another zone");
        }
    };

    @BeforeAll
    static void start() {
        node = TestNode.start(data, CLOCK);
        node.trustTheGuest();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void pass(Duration time) {
        AHEAD.updateAndGet(ahead -> ahead.plus(time));
    }

    private static TestNode.Reply submitAs(String requestId, Object body) {
        return node.postAs(requestId, "/v1/evidence", body);
    }

    @Test
    void itGetsTheTokenThatItsAnswerHadAndTheTokenEndsAsItDid() {
        var body = node.answer("late", node.challenge("late"));
        var first = submitAs("late-request-1", body);
        pass(OVER_FOR_NONCES);
        var again = submitAs("late-request-1", body);
        assertThat(again.status()).as(again.body().toString()).isEqualTo(201);
        for (var same : new String[] {"leaf", "record", "result", "token_expires_at"}) {
            assertThat(again.body().path(same)).as(same).isEqualTo(first.body().path(same));
        }
    }

    @Test
    void whenTheTokensTimeIsOverTooItIsToldSoAndWhereTheDecisionIs() {
        var body = node.answer("later", node.challenge("later"));
        assertThat(submitAs("later-request-1", body).status()).isEqualTo(201);
        pass(OVER_FOR_TOKENS);
        var again = submitAs("later-request-1", body);
        node.assertRefused(again, 409, "challenge-spent", "token_expired");
        assertThat(again.body().path("detail").asText()).contains("new challenge", "attestry explain later-request-1");
    }

    @Test
    void refusedEvidenceIsRefusedAgainFromItsRecordHoweverLate() {
        var body = node.answer("refused", node.challenge("refused"));
        body.put("evidence", Bytes.utf8("garbage").base64Url());
        var first = submitAs("refused-request-1", body);
        pass(OVER_FOR_TOKENS);
        var again = submitAs("refused-request-1", body);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void anythingElseUnderTheIdOrTheNonceIsAConflictAsBefore() {
        var nonce = node.challenge("other");
        var body = node.answer("other", nonce);
        assertThat(submitAs("other-request-1", body).status()).isEqualTo(201);
        var unspent = node.answer("other", node.challenge("other"));
        pass(OVER_FOR_NONCES);
        var audience = new HashMap<>(body);
        audience.put("audience", "bank.example");
        node.assertRefused(submitAs("other-request-1", audience), 409, "challenge-spent", "nonce_redeemed");
        node.assertRefused(submitAs("other-request-2", body), 409, "challenge-spent", "nonce_redeemed");
        node.assertRefused(submitAs("other-request-1", unspent), 409, "conflict", "request_id_used");
    }

    @Test
    void aNonceThatNobodyRedeemedInTimeIsRedeemedNoMore() {
        var body = node.answer("slow", node.challenge("slow"));
        pass(OVER_FOR_NONCES);
        node.assertRefused(submitAs("slow-request-1", body), 400, "challenge-invalid", "nonce_expired");
        node.assertRefused(node.get("/v1/results/slow-request-1", Role.AGENT), 404, "not-found", "");
    }
}
