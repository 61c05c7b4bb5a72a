package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.attestry.cluster.http.Role;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an administrator sends again under the same request id, the same or not, on a node that may have been started again meanwhile. */
@Tag("integration")
final class RepeatedChangeTest {
    private static final String SOURCE = """
            package attestry.policy
            appraisal := {"trust_vector": {}, "findings": []}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.startToday(data);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    /** What has versions. */
    enum Kind {
        POLICY("/v1/policies", "policies"),
        BASELINE("/v1/baselines", "baselines");

        final String path;
        final String member;

        Kind(String path, String member) {
            this.path = path;
            this.member = member;
        }

        Map<String, Object> named(String name) {
            return switch (this) {
                case POLICY -> Map.of("name", name, "tee", "snp", "source", SOURCE);
                case BASELINE ->
                    Map.of(
                            "name",
                            name,
                            "tee",
                            "snp",
                            "values",
                            Map.of("measurement", List.of(SimulatedSnp.MEASUREMENT.hex())));
            };
        }

        TestNode.Reply add(String requestId, Map<String, Object> body) {
            return send(requestId, path, body);
        }

        String at(String name, int version) {
            return switch (this) {
                case POLICY -> path + "/" + name + "/" + version;
                case BASELINE -> path + "/snp/" + name + "/" + version;
            };
        }

        List<JsonNode> versions(String name) {
            for (var each : node.get(path, Role.ADMIN).body().path(member)) {
                if (each.path("name").asText().equals(name))
                    return each.path("versions").valueStream().toList();
            }
            return List.of();
        }
    }

    private static TestNode.Reply send(String requestId, String path, Map<String, Object> body) {
        return node.send(node.request(path, Role.ADMIN)
                .header("Content-Type", "application/json")
                .header("Attestry-Request-Id", requestId)
                .POST(HttpRequest.BodyPublishers.ofString(
                        new ObjectMapper().valueToTree(body).toString())));
    }

    private static Map<String, Object> with(Map<String, Object> body, String member, Object value) {
        var changed = new HashMap<>(body);
        changed.put(member, value);
        return changed;
    }

    private static void assertSame(TestNode.Reply first, TestNode.Reply again) {
        assertThat(again.status()).as(again.toString()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
    }

    private static void assertUsed(TestNode.Reply reply) {
        node.assertRefused(reply, 409, "conflict", "request_id_used");
        assertThat(reply.body().path("detail").asText())
                .isEqualTo("this request id names the version that another request added");
    }

    @ParameterizedTest
    @EnumSource
    void whatComesAgainUnderItsIdGetsTheSameVersionAndAddsNone(Kind kind) {
        var first = kind.add("again-request", kind.named("again"));
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        kind.add("between-request", kind.named("again"));
        assertSame(first, kind.add("again-request", kind.named("again")));
        assertThat(kind.versions("again")).hasSize(2);
    }

    @Test
    void whatCameBeforeTheNodeWasStartedAgainIsKnownAfterIt() {
        var path = Kind.BASELINE.at("gone", 1) + "/withdraw";
        Kind.BASELINE.add("gone-request", Kind.BASELINE.named("gone"));
        var withdrawn = send("withdraw-gone", path, Map.of("reason", "a debug build"));
        var added = new EnumMap<Kind, TestNode.Reply>(Kind.class);
        for (var kind : Kind.values()) added.put(kind, kind.add("before-request", kind.named("before")));
        node.close();
        node = TestNode.startToday(data);
        added.forEach((kind, first) -> {
            assertSame(first, kind.add("before-request", kind.named("before")));
            assertThat(kind.versions("before")).hasSize(1);
        });
        assertSame(withdrawn, send("withdraw-gone", path, Map.of("reason", "a debug build")));
    }

    static Stream<Arguments> others() {
        var policy = Kind.POLICY.named("other");
        var baseline = Kind.BASELINE.named("other");
        return Stream.of(
                Arguments.of("source", Kind.POLICY, with(policy, "source", SOURCE + "# more\n")),
                Arguments.of("minimum", Kind.BASELINE, with(baseline, "minimum", Map.of("reported_tcb.snp", 8))),
                Arguments.of("beginning", Kind.BASELINE, with(baseline, "not_before", "2020-01-01T00:00:00Z")),
                Arguments.of("end", Kind.BASELINE, with(baseline, "not_after", "2099-01-01T00:00:00Z")));
    }

    @ParameterizedTest(name = "another {0}")
    @MethodSource("others")
    void whatComesAgainWithAnythingElseIsRefusedAndAddsNone(String what, Kind kind, Map<String, Object> other) {
        kind.add("other-request", kind.named("other"));
        assertUsed(kind.add("other-request", other));
        assertThat(kind.versions("other")).hasSize(1);
    }

    @Test
    void aBaselineThatSaidWhenItBeginsIsNotTheOneThatBeginsNow() {
        var said = with(Kind.BASELINE.named("begins"), "not_before", "2099-01-01T00:00:00Z");
        var first = Kind.BASELINE.add("begins-request", said);
        assertThat(Kind.BASELINE.add("begins-request", said).body()).isEqualTo(first.body());
        assertUsed(Kind.BASELINE.add("begins-request", Kind.BASELINE.named("begins")));
    }

    @ParameterizedTest
    @EnumSource
    void ofThoseThatComeAtOnceUnderOneIdAllGetTheOneVersion(Kind kind) throws Exception {
        for (int round = 0; round < 5; round++) {
            var name = "racing-" + round;
            var together = new CyclicBarrier(4);
            try (var threads = Executors.newFixedThreadPool(4)) {
                var answers = IntStream.range(0, 4)
                        .mapToObj(_ -> threads.submit(() -> {
                            together.await();
                            return kind.add(name + "-request", kind.named(name));
                        }))
                        .toList();
                for (var answer : answers) {
                    assertThat(answer.get().status())
                            .as(answer.get().toString())
                            .isEqualTo(201);
                    assertThat(answer.get().body())
                            .isEqualTo(answers.getFirst().get().body());
                }
            }
            assertThat(kind.versions(name)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdIsLookedAtWithinOnePolicyOrBaselineOnly(Kind kind) {
        for (var name : List.of("one-name", "another-name")) {
            assertThat(kind.add("shared-request", kind.named(name)).status()).isEqualTo(201);
            assertThat(kind.versions(name)).hasSize(1);
        }
    }

    @Test
    void aPolicyThatComesAgainIsToldWhatBecameOfItsVersion() {
        for (var name : List.of("first-policy", "second-policy")) {
            Kind.POLICY.add(name, Kind.POLICY.named(name));
            var activated = send("activate-" + name, Kind.POLICY.at(name, 1) + "/activate", Map.of());
            assertThat(activated.status()).as(activated.toString()).isEqualTo(200);
        }
        assertState("superseded", Kind.POLICY.add("first-policy", Kind.POLICY.named("first-policy")));
        assertState("active", Kind.POLICY.add("second-policy", Kind.POLICY.named("second-policy")));
    }

    @Test
    void aWithdrawalThatComesAgainGetsItsFirstAnswerAndAnyOtherIsRefused() {
        Kind.BASELINE.add("wrong-request", Kind.BASELINE.named("wrong"));
        var path = Kind.BASELINE.at("wrong", 1) + "/withdraw";
        var first = send("withdraw-wrong", path, Map.of("reason", "a debug build"));
        assertThat(first.status()).as(first.toString()).isEqualTo(200);
        assertSame(first, send("withdraw-wrong", path, Map.of("reason", "a debug build")));
        node.assertRefused(send("withdraw-wrong", path, Map.of()), 409, "conflict", "");
        node.assertRefused(send("another-withdrawal", path, Map.of("reason", "a debug build")), 409, "conflict", "");
        assertState("withdrawn", Kind.BASELINE.add("wrong-request", Kind.BASELINE.named("wrong")));
    }

    private static void assertState(String state, TestNode.Reply added) {
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        assertThat(added.body().path("state").asText()).isEqualTo(state);
    }
}
