package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attestry.cluster.http.Role;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Baselines over HTTP: which are taken, which could never be met, and what becomes of those that are withdrawn. */
@Tag("integration")
final class BaselinesTest {
    private static final String MEASUREMENT = SimulatedSnp.MEASUREMENT.hex();

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

    private static TestNode.Reply add(String name, String tee, Map<String, ?> values, Map<String, ?> minimum) {
        return node.post(
                "/v1/baselines", Role.ADMIN, Map.of("name", name, "tee", tee, "values", values, "minimum", minimum));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    measurement      | zz     | measurement=zz: this claim of snp is 96 lower-case hexadecimal digits
                    measurement      | ABCDEF | 96 lower-case hexadecimal digits
                    vmpl             | zero   | vmpl=zero: this claim of snp is a whole number
                    mesurement       | ab     | mesurement: snp has no such claim
                    policy.debugged  | false  | policy has abi_major
                    """)
    void aValueThatNoEvidenceCanHaveIsRefusedWithWhatIsAllowed(String path, String value, String words) {
        var refused = add("unmet", "snp", Map.of(path, List.of(value)), Map.of());
        node.assertRefused(refused, 400, "malformed-request", "");
        assertThat(refused.body().path("detail").asText()).contains("no evidence can ever meet", words);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
                    measurement      | 1   | minimum measurement=1: this claim of snp is 96 lower-case
                    reported_tcb.snp | 256 | a whole number from 0 to 255
                    """)
    void aMinimumThatNothingReachesIsRefusedWithWhatIsAllowed(String path, long least, String words) {
        var refused = add("unmet", "snp", Map.of(), Map.of(path, least));
        node.assertRefused(refused, 400, "malformed-request", "");
        assertThat(refused.body().path("detail").asText()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"tdx", "sev", "SNP"})
    void aTeeThatNoVerifierServesIsRefusedWithThoseThatAre(String tee) {
        var refused = add("unserved", tee, Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        node.assertRefused(refused, 422, "unknown-tee", "");
        assertThat(refused.body().path("detail").asText()).contains(tee, "there is one for snp");
    }

    @Test
    void whatWasRefusedLeavesNoVersionBehind() {
        add("clean", "snp", Map.of("measurement", List.of("zz")), Map.of());
        var added = add("clean", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        assertThat(added.body().path("version").asInt()).isEqualTo(1);
    }

    private static TestNode.Reply activate(String name, int version) {
        return node.send(node.request("/v1/baselines/snp/" + name + "/" + version + "/activate", Role.ADMIN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static TestNode.Reply withdraw(String name, int version, Map<String, String> body) {
        return node.post("/v1/baselines/snp/" + name + "/" + version + "/withdraw", Role.ADMIN, body);
    }

    private static JsonNode listed(String name, int version) {
        for (var baseline : node.get("/v1/baselines", Role.ADMIN).body().path("baselines")) {
            if (baseline.path("name").asText().equals(name))
                return baseline.path("versions").path(version - 1);
        }
        throw new AssertionError("not listed: " + name);
    }

    @Test
    void whatWasWithdrawnCountsNoLongerAndWhatItDecidedIsReplayedTheSame() {
        node.trustTheGuest();
        var attested = node.attest("withdrawn");
        assertThat(attested.status()).as(attested.body().toString()).isEqualTo(201);

        var withdrawn = withdraw("guests", 1, Map.of("reason", "measured a debug build"));
        assertThat(withdrawn.status()).as(withdrawn.body().toString()).isEqualTo(200);
        assertThat(withdrawn.body().path("state").asText()).isEqualTo("withdrawn");

        node.assertRefused(node.attest("withdrawn"), 403, "appraisal-contraindicated", "baseline_is_in_force");
        assertThat(listed("guests", 1).path("state").asText()).isEqualTo("withdrawn");
        assertThat(listed("guests", 1).path("reason").asText()).isEqualTo("measured a debug build");
        assertThat(listed("guests", 1).path("withdrawn_at").asText()).isNotEmpty();
        var record = "/v1/audit/records/" + attested.body().path("record").asText();
        var replay = node.send(node.request(record + "/replay", Role.ADMIN).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(replay.body().path("same").asBoolean())
                .as(replay.body().toString())
                .isTrue();
        assertThat(node.get(record, Role.ADMIN)
                        .body()
                        .path("fields")
                        .path("baseline")
                        .asText())
                .isEqualTo("guests@1");
    }

    @Test
    void withdrawnOnceIsWithdrawnForGood() {
        add("once", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        assertThat(withdraw("once", 1, Map.of()).status()).isEqualTo(200);
        assertThat(listed("once", 1).has("reason")).isFalse();

        var again = withdraw("once", 1, Map.of("reason", "again"));
        node.assertRefused(again, 409, "conflict", "");
        assertThat(again.body().path("detail").asText()).contains("was withdrawn at");
        node.assertRefused(activate("once", 1), 409, "conflict", "");
        assertThat(listed("once", 1).path("state").asText()).isEqualTo("withdrawn");
    }

    @Test
    void anotherVersionStaysWhatItIsAndCanTakeItsPlace() {
        for (int i = 0; i < 2; i++) add("replaced", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        activate("replaced", 2);
        withdraw("replaced", 1, Map.of());
        assertThat(listed("replaced", 2).path("state").asText()).isEqualTo("active");
        withdraw("replaced", 2, Map.of());
        var third = add("replaced", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        assertThat(third.body().path("version").asInt()).isEqualTo(3);
        assertThat(activate("replaced", 3).status()).isEqualTo(200);
        assertThat(withdraw("replaced", 3, Map.of()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"never, 1", "mine, 999", "mine, x", "mine, 0"})
    void whatIsNotThereCannotBeWithdrawn(String name, String version) {
        add("mine", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        var path = "/v1/baselines/snp/" + name + "/" + version + "/withdraw";
        node.assertRefused(node.post(path, Role.ADMIN, Map.of()), 404, "not-found", "");
    }

    @Test
    void whatBelongsToAnotherTenantIsNotFound() {
        add("theirs", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        var request = HttpRequest.newBuilder(URI.create(node.url() + "/v1/baselines/snp/theirs/1/withdraw"))
                .header("Authorization", "Bearer " + node.key("other", Role.ADMIN))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        node.assertRefused(node.send(request), 404, "not-found", "");
        assertThat(listed("theirs", 1).path("state").asText()).isEqualTo("draft");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "two\nlines", "\u001b[2J", "a\u2028b", "a\u202eb"})
    void aReasonIsOneLine(String reason) {
        add("told", "snp", Map.of("measurement", List.of(MEASUREMENT)), Map.of());
        node.assertRefused(withdraw("told", 1, Map.of("reason", reason)), 400, "malformed-request", "");
        node.assertRefused(withdraw("told", 1, Map.of("reason", "a".repeat(1001))), 400, "malformed-request", "");
        assertThat(listed("told", 1).path("state").asText()).isEqualTo("draft");
    }
}
