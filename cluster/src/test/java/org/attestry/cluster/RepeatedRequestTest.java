package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was used before: nonces, request ids, and requests that come again, the same or not. */
@Tag("integration")
final class RepeatedRequestTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(data);
        node.trustTheGuest();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static TestNode.Reply submit(Map<String, Object> body) {
        return node.post("/v1/evidence", Role.AGENT, body);
    }

    @Test
    void aNonceIsRedeemedOnce() {
        var nonce = node.challenge("twice");
        assertThat(submit(node.answer("twice", nonce)).status()).isEqualTo(201);
        node.assertRefused(submit(node.answer("twice", nonce)), 409, "challenge-spent", "nonce_redeemed");
    }

    @Test
    void aRequestThatComesAgainUnderItsIdGetsTheSameRecord() {
        var body = node.answer("again", node.challenge("again"));
        var first = submitAs("again-request-1", body);
        var second = submitAs("again-request-1", body);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().path("leaf")).isEqualTo(first.body().path("leaf"));
        assertThat(second.body().path("result")).isEqualTo(first.body().path("result"));
    }

    @Test
    void aRequestThatComesAgainAfterManyOthersOfTheNodeIsAnsweredFromItsRecord() {
        var nonce = node.challenge("busy");
        var body = node.answer("busy", nonce);
        var first = submitAs("busy-request-1", body);
        for (int i = 0; i < 40; i++) assertThat(node.attest("busy").status()).isEqualTo(201);
        var again = submitAs("busy-request-1", body);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body().path("leaf")).isEqualTo(first.body().path("leaf"));
        node.assertRefused(submit(node.answer("busy", nonce)), 409, "challenge-spent", "nonce_redeemed");
    }

    @Test
    void aRequestThatComesAgainWithAnythingElseIsRefusedAndGetsNoToken() throws Exception {
        var nonce = node.challenge("rebound");
        var first = node.answer("rebound", nonce);
        assertThat(submitAs("rebound-request-1", first).status()).isEqualTo(201);
        var garbage = new HashMap<>(first);
        garbage.put("evidence", Bytes.utf8("garbage").base64Url());
        var otherKey = new HashMap<>(first);
        otherKey.put(
                "key", new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONObject());
        var otherAudience = new HashMap<>(first);
        otherAudience.put("audience", "bank.example");
        for (var changed : List.of(garbage, otherKey, otherAudience)) {
            node.assertRefused(submitAs("rebound-request-1", changed), 409, "challenge-spent", "nonce_redeemed");
        }
    }

    @Test
    void aRequestIdOfAnotherRecordIsRefusedAndSpendsNothing() {
        assertThat(submitAs("shared-request-1", node.answer("good-node", node.challenge("good-node")))
                        .status())
                .isEqualTo(201);
        var other = node.answer("other-node", node.challenge("other-node"));
        node.assertRefused(submitAs("shared-request-1", other), 409, "conflict", "request_id_used");
        assertThat(submitAs("other-request-1", other).status()).isEqualTo(201);
    }

    @Test
    void refusedEvidenceThatComesAgainIsRefusedAgainFromItsOwnRecord() {
        var body = node.answer("refused-twice", node.challenge("refused-twice"));
        body.put("evidence", Bytes.utf8("garbage").base64Url());
        var first = submitAs("refused-request-1", body);
        var again = submitAs("refused-request-1", body);
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void aChallengeOfOursIsNoNonceOfARelyingPartyForWhateverNode() {
        var nonce = node.challenge("issued-for");
        for (var name : List.of("issued-for", "another")) {
            var body = node.answer(name, nonce);
            body.put("freshness", "relying-party");
            node.assertRefused(submit(body), 400, "challenge-invalid", "nonce_not_theirs");
        }
    }

    @Test
    void aNonceOfARelyingPartyIsRedeemedOnceByWhateverNode() {
        var nonce = Bytes.utf8("one nonce for two names").sha256();
        var body = node.answer("name-one", nonce);
        body.put("freshness", "relying-party");
        assertThat(submit(body).status()).isEqualTo(201);
        body.put("node", "name-two");
        node.assertRefused(submit(body), 409, "challenge-spent", "nonce_redeemed");
    }

    @Test
    void ofThoseWhoRaceForANonceOneGetsATokenAndTheOthersAreToldAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            var nonce = Bytes.utf8("race for a nonce " + round).sha256();
            var bodies = Stream.of("racer-1", "racer-2", "racer-3", "racer-4")
                    .map(name -> node.answer(name, nonce))
                    .toList();
            bodies.forEach(body -> body.put("freshness", "relying-party"));
            assertThat(atOnce(bodies, RepeatedRequestTest::submit)).containsExactly(201, 409, 409, 409);
        }
    }

    @Test
    void ofThoseWhoRaceForARequestIdOneGetsATokenAndTheOthersAreToldAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            var id = "racing-request-" + round;
            var bodies = Stream.of("racer-1", "racer-2", "racer-3", "racer-4")
                    .map(name -> node.answer(name, node.challenge(name)))
                    .toList();
            assertThat(atOnce(bodies, body -> submitAs(id, body))).containsExactly(201, 409, 409, 409);
        }
    }

    @Test
    void whoAsksOfTheSameNodeMeanwhileLosesNothing() throws Exception {
        for (int round = 0; round < 4; round++) {
            var id = "crowded-request-" + round;
            var bodies = Stream.generate(() -> node.answer("crowded", node.challenge("crowded")))
                    .limit(12)
                    .toList();
            var racers = List.copyOf(bodies.subList(0, 5));
            assertThat(atOnce(bodies, body -> racers.contains(body) ? submitAs(id, body) : submit(body)))
                    .containsExactly(201, 201, 201, 201, 201, 201, 201, 201, 409, 409, 409, 409);
        }
    }

    /** The statuses of all answers, in order. */
    private static List<Integer> atOnce(
            List<Map<String, Object>> bodies, Function<Map<String, Object>, TestNode.Reply> submit) throws Exception {
        var together = new CyclicBarrier(bodies.size());
        try (var threads = Executors.newFixedThreadPool(bodies.size())) {
            var answers = bodies.stream()
                    .map(body -> threads.submit(() -> {
                        together.await();
                        return submit.apply(body).status();
                    }))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var answer : answers) statuses.add(answer.get());
            return statuses.stream().sorted().toList();
        }
    }

    @Test
    void evidenceOnASpentNonceIsNotKept() throws Exception {
        var nonce = node.challenge("full");
        assertThat(submit(node.answer("full", nonce)).status()).isEqualTo(201);
        var body = node.answer("full", nonce);
        body.put("evidence", Bytes.utf8("evidence that nobody asked for").base64Url());
        assertThat(submit(body).status()).isEqualTo(409);
        assertThat(keeps("evidence that nobody asked for")).isFalse();
    }

    @Test
    void evidenceUnderARequestIdThatIsUsedIsNotKept() throws Exception {
        var first = node.answer("named", node.challenge("named"));
        assertThat(submitAs("named-request-1", first).status()).isEqualTo(201);
        var body = node.answer("named", node.challenge("named"));
        body.put("evidence", Bytes.utf8("evidence under another's id").base64Url());
        node.assertRefused(submitAs("named-request-1", body), 409, "conflict", "request_id_used");
        assertThat(keeps("evidence under another's id")).isFalse();
    }

    /** Whether any file of the data folder has {@code text} in it: what was written before a synced event is on the disk with it. */
    private static boolean keeps(String text) throws IOException {
        assertThat(node.attest("full").status()).isEqualTo(201);
        try (var files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> contains(file, text));
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestNode.Reply submitAs(String requestId, Map<String, Object> body) {
        return node.postAs(requestId, "/v1/evidence", body);
    }

    @Test
    void aNonceOfTheRelyingPartyIsRedeemedOnceToo() {
        var nonce = Bytes.utf8("the relying party's own").sha256();
        var body = node.answer("background", nonce);
        body.put("freshness", "relying-party");
        assertThat(submit(body).status()).isEqualTo(201);
        node.assertRefused(submit(body), 409, "challenge-spent", "nonce_redeemed");
    }
}
