package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where no baseline is in force: nobody is let in unless the policy says so, and whoever asks is told what is missing and what to type. */
@Tag("integration")
final class WithoutBaselineTest {
    private static final String NEXT = "attestry baseline activate snp NAME VERSION";

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

    private static TestNode.Reply post(String path) {
        return node.send(node.request(path, Role.ADMIN).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static void add(String name, String notBefore, String notAfter) {
        var body = Map.of(
                "name", name,
                "tee", "snp",
                "values", Map.of("measurement", List.of(SimulatedSnp.MEASUREMENT.hex())),
                "not_before", notBefore,
                "not_after", notAfter);
        assertThat(node.post("/v1/baselines", Role.ADMIN, body).status()).isEqualTo(201);
    }

    private static void assertTold(TestNode.Reply refused) {
        assertThat(refused.body().path("detail").asText())
                .contains("no baseline was in force for TEE snp of tenant default", NEXT);
        var why =
                node.get("/v1/explanations/" + refused.body().path("request_id").asText(), Role.AGENT);
        assertThat(why.body().path("source").asText()).isEqualTo("record");
        assertThat(why.body().path("detail").asText()).contains("no baseline was in force", NEXT);
    }

    /** The fake vendor's today is in February of 2026. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nobody-added-one, 2020-01-01T00:00:00Z, 2030-01-01T00:00:00Z, none",
        "a-draft,          2020-01-01T00:00:00Z, 2030-01-01T00:00:00Z, add",
        "withdrawn,        2020-01-01T00:00:00Z, 2030-01-01T00:00:00Z, withdraw",
        "not-yet,          2029-01-01T00:00:00Z, 2030-01-01T00:00:00Z, activate",
        "no-more,          2020-01-01T00:00:00Z, 2021-01-01T00:00:00Z, activate",
    })
    void whatIsMissingIsToldWithWhatToType(String name, String notBefore, String notAfter, String step) {
        if (!step.equals("none")) add(name, notBefore, notAfter);
        if (!step.equals("none") && !step.equals("add")) post("/v1/baselines/snp/" + name + "/1/activate");
        if (step.equals("withdraw")) {
            var body = Map.of("reason", "a debug build");
            node.post("/v1/baselines/snp/" + name + "/1/withdraw", Role.ADMIN, body);
        }
        var refused = node.attest(name);
        node.assertRefused(refused, 403, "appraisal-contraindicated", "baseline_is_in_force");
        assertTold(refused);
    }

    @Test
    void itComesBeforeEverythingElseThatIsWrong() {
        var nonce = node.challenge("debug");
        var evidence = node.guest.debuggable().attest(ReportBinding.of(64, nonce, Bytes.EMPTY));
        var refused = node.post("/v1/evidence", Role.AGENT, node.submission("debug", nonce, evidence));
        node.assertRefused(refused, 403, "appraisal-contraindicated", "baseline_is_in_force");
    }

    @Test
    void theSameRequestIsToldTheSameAgainAndReplaysTheSame() {
        var id = "without-baseline-1";
        var body = node.answer("again", node.challenge("again"));
        var first = submitAs(id, body);
        assertTold(first);
        assertThat(submitAs(id, body).body()).isEqualTo(first.body());
        var replay = post("/v1/audit/records/" + id + "/replay");
        assertThat(replay.body().path("same").asBoolean())
                .as(replay.body().toString())
                .isTrue();
    }

    private static TestNode.Reply submitAs(String requestId, Map<String, Object> body) {
        return node.postAs(requestId, "/v1/evidence", body);
    }

    @Test
    void aPolicyThatNeedsNoBaselineStaysInCharge() {
        var reply = underPolicy("needs-none", """
                appraisal := {"trust_vector": {"hardware": 2}, "findings": []}""");
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
    }

    @Test
    void aPolicyThatSaysNothingOfBaselinesKeepsItsReasonAndWhatIsMissingIsToldBeside() {
        var reply = underPolicy("says-nothing", """
                appraisal := {"trust_vector": {"hardware": 96}, "findings": [finding]}
                finding := {"rule": "mine", "claim": "claims.vmpl", "wanted": "7"}""");
        node.assertRefused(reply, 403, "appraisal-contraindicated", "mine");
        assertThat(reply.body().path("detail").asText()).startsWith("claims.vmpl: 7; ");
        assertTold(reply);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            undefined | appraisal := {"trust_vector": {"hardware": 2}, "findings": []} if input.nothing | the policy is undefined
            broken    | appraisal := {"trust_vector": {"hardware": to_number("x")}, "findings": []}     | the policy failed
            no-vector | appraisal := {"trust_vector": {"hardware": "yes"}, "findings": []}              | trust_vector is not
            """)
    void aPolicyThatFailsIsNamedForItAndNotTheMissingBaseline(String name, String rule, String cause) {
        var reply = underPolicy(name, rule);
        node.assertRefused(reply, 403, "appraisal-contraindicated", "policy");
        assertThat(reply.body().path("detail").asText()).contains(cause).doesNotContain("baseline");
        var why = node.get("/v1/explanations/" + reply.body().path("request_id").asText(), Role.AGENT);
        assertThat(why.body().path("detail").asText())
                .startsWith("the policy " + name + "@1 gave no appraisal: ")
                .contains(cause)
                .doesNotContain("baseline");
    }

    /** What an attestation is answered under a policy with these {@code rules}; the default policy is in force again afterwards. */
    private static TestNode.Reply underPolicy(String name, String rules) {
        var source = "package attestry.policy\n" + rules;
        node.post("/v1/policies", Role.ADMIN, Map.of("name", name, "tee", "snp", "source", source));
        try {
            assertThat(post("/v1/policies/" + name + "/1/activate").status()).isEqualTo(200);
            return node.attest(name);
        } finally {
            post("/v1/policies/default-snp/1/activate");
        }
    }
}
