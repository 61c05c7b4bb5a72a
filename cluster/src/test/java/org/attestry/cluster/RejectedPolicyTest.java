package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy in force that a later release does not compile is listed as that, and no other as active in its place. */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RejectedPolicyTest {
    private static final String OLD = """
            package attestry.policy
            # old
            appraisal := {"trust_vector": {}, "findings": []}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @BeforeEach
    void watch() {
        System.setOut(new PrintStream(logged, true, UTF_8));
    }

    @AfterEach
    void watchNoMore() {
        System.setOut(out);
    }

    /** Of a release that takes less than the one before. */
    private static AppraisalPolicy compile(String id, String source) throws PolicyRejected {
        if (source.contains("# old"))
            throw new PolicyRejected(
                    List.of(new PolicyRejected.Fault("rego_type_error", "match error", "policy.rego", 3, 1)));
        return AppraisalPolicy.compile(id, source);
    }

    private static TestNode.Reply activate(TestNode node, String name) {
        return node.send(node.request("/v1/policies/" + name + "/1/activate", Role.ADMIN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static JsonNode listed(TestNode node, String name) {
        var items = node.get("/v1/policies", Role.ADMIN).body().path("policies");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("versions")
                .path(0);
    }

    private static void assertRejected(JsonNode version) {
        assertThat(version.path("state").asText()).as(version.toString()).isEqualTo("rejected");
        assertThat(version.path("reason").asText()).isEqualTo("does not compile in this release: match error");
    }

    private static void assertState(TestNode node, String name, String state) {
        var version = listed(node, name);
        assertThat(version.path("state").asText()).as(version.toString()).isEqualTo(state);
        assertThat(version.has("reason")).isFalse();
    }

    /** Nothing can be decided any more, and what was decided needs nothing for its answer but its record. */
    @Test
    void aRequestThatWasRecordedBeforeIsAnsweredAsEver() {
        Map<String, Object> request;
        JsonNode leaf;
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            request = node.answer("web-1", node.challenge("web-1"));
            leaf = node.postAs("the-request", "/v1/evidence", request).body().path("leaf");
            assertThat(leaf.asText()).isNotEmpty();
            add(node);
        }
        try (var node = TestNode.startToday(data, RejectedPolicyTest::compile)) {
            assertThat(node.attest("web-1").status()).isEqualTo(503);
            var repeated = node.postAs("the-request", "/v1/evidence", request);
            assertThat(repeated.status()).as(repeated.body().toString()).isEqualTo(201);
            assertThat(repeated.body().path("leaf")).isEqualTo(leaf);
        }
    }

    private static void add(TestNode node) {
        var body = Map.of("name", "own", "tee", "snp", "source", OLD);
        assertThat(node.post("/v1/policies", Role.ADMIN, body).status()).isEqualTo(201);
        assertThat(activate(node, "own").status()).isEqualTo(200);
    }

    @Test
    void theLogNamesItOnceForAsLongAsItIsInForce() {
        try (var node = TestNode.startToday(data)) {
            add(node);
        }
        try (var node = TestNode.startToday(data, RejectedPolicyTest::compile)) {
            for (int i = 0; i < 3; i++) assertRejected(activate(node, "own").body());
            assertThat(timesLogged()).isEqualTo(1);
            assertThat(activate(node, "default-snp").status()).isEqualTo(200);
            for (int i = 0; i < 3; i++) assertRejected(activate(node, "own").body());
            assertThat(timesLogged()).isEqualTo(2);
        }
    }

    private long timesLogged() {
        return logged.toString(UTF_8)
                .lines()
                .filter(line ->
                        line.contains("policy own@1 does not compile in this release, so nothing serves default/snp"))
                .count();
    }

    @Test
    void itIsListedWithTheReasonUntilAnotherIsActivated() {
        try (var node = TestNode.startToday(data)) {
            add(node);
            assertState(node, "own", "active");
        }
        try (var node = TestNode.startToday(data, RejectedPolicyTest::compile)) {
            assertRejected(listed(node, "own"));
            assertState(node, "default-snp", "superseded");
            assertRejected(activate(node, "own").body());
            assertThat(activate(node, "default-snp").status()).isEqualTo(200);
            assertState(node, "own", "superseded");
            assertState(node, "default-snp", "active");
        }
    }
}
