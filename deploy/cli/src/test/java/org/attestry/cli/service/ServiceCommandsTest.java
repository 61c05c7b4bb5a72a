package org.attestry.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.client.FakeService;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceCommandsTest {
    private static final String NODES = """
            {"nodes": [{"node": "web-1", "standing": "trusted", "records": 3,
                        "last": {"format": "snp-report", "at": "2026-01-01T00:00:00Z"}},
                       {"node": "db", "standing": "damaged", "last": {}}]}""";

    @ParameterizedTest(name = "{0} -> {1} as {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    node list                      | GET /v1/nodes                                 | admin-key
                    node show web-1                | GET /v1/nodes/web-1                           | admin-key
                    audit show r1                  | GET /v1/audit/records/r1                      | admin-key
                    baseline list                  | GET /v1/baselines                             | admin-key
                    baseline activate snp web 3    | POST /v1/baselines/snp/web/3/activate         | admin-key
                    baseline withdraw snp web 3    | POST /v1/baselines/snp/web/3/withdraw         | admin-key
                    policy list                    | GET /v1/policies                              | admin-key
                    policy activate strict 2       | POST /v1/policies/strict/2/activate           | admin-key
                    explain r1                     | GET /v1/explanations/r1                       | agent-key
                    """)
    void eachCommandAsksItsRouteWithItsKey(String command, String line, String key) {
        try (var service = FakeService.answering(200, "{}")) {
            assertThat(Recording.with(service.environment()).run(command.split(" ", -1)))
                    .isEqualTo(ExitCode.YES);
            var request = service.request();
            assertThat(request.line()).isEqualTo(line);
            assertThat(request.authorization()).isEqualTo("Bearer " + key);
        }
    }

    @Test
    void nodesAreATableForPeople() {
        try (var service = FakeService.answering(200, NODES)) {
            var recording = Recording.with(service.environment());
            recording.run("node", "list");
            assertThat(recording.out()).isEqualTo("""
                            NODE   STANDING  RECORDS  FORMAT      LAST AT
                            web-1  trusted   3        snp-report  2026-01-01T00:00:00Z
                            db     damaged
                            """);
        }
    }

    @Test
    void aBaselineThatIsDamagedIsInTheTableWithoutVersions() {
        var baselines = """
                {"baselines": [{"name": "db", "tee": "snp", "state": "damaged", "versions": []},
                               {"name": "web", "tee": "snp", "versions": [{"version": 1, "state": "damaged"}]}]}""";
        try (var service = FakeService.answering(200, baselines)) {
            var recording = Recording.with(service.environment());
            recording.run("baseline", "list");
            assertThat(recording.out().lines().map(String::strip).map(line -> line.replaceAll(" +", " ")))
                    .endsWith("snp db damaged", "snp web 1 damaged");
        }
    }

    @Test
    void nodesAreTheServicesOwnDataForPrograms() {
        try (var service = FakeService.answering(200, NODES)) {
            var json = Recording.with(service.environment());
            json.run("node", "list", "--json");
            assertThat(Json.parse(json.out())).isEqualTo(Json.parse(NODES));
            var yaml = Recording.with(service.environment());
            yaml.run("node", "list", "-o", "yaml");
            assertThat(yaml.out()).isEqualTo("""
                            nodes:
                            - node: web-1
                              standing: trusted
                              records: 3
                              last:
                                format: snp-report
                                at: 2026-01-01T00:00:00Z
                            - node: db
                              standing: damaged
                              last: {}
                            """);
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"same": true, "differences": []}                                                      | YES     | bit for bit
                    {"same": false, "differences": [{"what": "verdict", "recorded": "a", "recomputed": "b"}]} | REFUSED | verdict
                    {}                                                                                     | REFUSED | differs
                    """)
    void aReplayThatDiffersEndsWithOne(String answer, ExitCode exit, String text) {
        try (var service = FakeService.answering(200, answer)) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("audit", "replay", "r1")).isEqualTo(exit);
            assertThat(recording.out()).contains(text);
            assertThat(service.request().line()).isEqualTo("POST /v1/audit/records/r1/replay");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    {"id": "r1", "verdict": {}, "result": {}}              | YES
                    {"id": "r1", "damaged": ["the content is missing"]}   | INCONCLUSIVE
                    """)
    void aRecordThatIsNotKeptWholeEndsWithThree(String answer, ExitCode exit) {
        try (var service = FakeService.answering(200, answer)) {
            assertThat(Recording.with(service.environment()).run("audit", "show", "r1"))
                    .isEqualTo(exit);
        }
    }

    @Test
    void aBaselineIsMadeFromItsOptions() {
        try (var service = FakeService.answering(201, "{\"name\": \"web\", \"version\": 1, \"state\": \"draft\"}")) {
            var recording = Recording.with(service.environment());
            var line =
                    "baseline add --name web --tee snp --value measurement=ab --value measurement=cd --value policy.debug=false"
                            + " --value vmpl=0 --minimum reported_tcb.snp=8 --not-after 2027-01-01T00:00:00Z";
            assertThat(recording.run(line.split(" ", -1))).isEqualTo(ExitCode.YES);
            assertThat(Json.parse(service.request().body())).isEqualTo(Json.parse("""
                                    {"name": "web", "tee": "snp", "not_after": "2027-01-01T00:00:00Z",
                                     "values": {"measurement": ["ab", "cd"], "policy.debug": ["false"], "vmpl": ["0"]},
                                     "minimum": {"reported_tcb.snp": 8}}"""));
            assertThat(recording.out()).contains("next: attestry baseline activate snp web 1");
        }
    }

    @Test
    void aBaselineThatSaysNothingIsNotSent() {
        var recording = Recording.plain();
        assertThat(recording.run("baseline", "add", "--name", "web", "--tee", "snp"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains("a baseline says something");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --value=measurement | CLAIM=VALUE
                    --minimum=a=b       | is no whole number
                    """)
    void aBaselineThatIsNoBaselineIsNotSent(String option, String words) {
        var recording = Recording.plain();
        assertThat(recording.run("baseline", "add", "--name", "web", "--tee", "snp", option))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains(words).doesNotContain("java.");
    }

    @Test
    void aBaselineThatNoEvidenceCouldMeetIsRefusedByTheService() {
        try (var service = FakeService.refusing(400, "malformed-request", "")) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("baseline", "add", "--name", "web", "--tee", "snp", "--value=measurement=AB"))
                    .isEqualTo(ExitCode.REFUSED);
            assertThat(service.request().body()).contains("\"AB\"");
        }
    }

    @Test
    void aBaselineIsWithdrawnWithItsReason() {
        var answer = "{\"name\": \"web\", \"version\": 3, \"state\": \"withdrawn\", \"reason\": \"a debug build\"}";
        try (var service = FakeService.answering(200, answer)) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("baseline", "withdraw", "snp", "web", "3", "--reason", "a debug build"))
                    .isEqualTo(ExitCode.YES);
            assertThat(Json.parse(service.request().body())).isEqualTo(Json.parse("{\"reason\": \"a debug build\"}"));
            assertThat(recording.out()).contains("withdrawn", "a debug build");
        }
    }

    @Test
    void theListOfBaselinesShowsStateAndReason() {
        var answer = """
                {"baselines": [{"tee": "snp", "name": "web", "versions": [
                  {"version": 1, "state": "withdrawn", "reason": "a debug build"}, {"version": 2, "state": "active"}]}]}""";
        try (var service = FakeService.answering(200, answer)) {
            var recording = Recording.with(service.environment());
            recording.run("baseline", "list");
            assertThat(recording.out()).isEqualTo("""
                            TEE  NAME  VERSION  STATE      REASON
                            snp  web   1        withdrawn  a debug build
                            snp  web   2        active
                            """);
        }
    }

    @Test
    void theListOfBaselinesShowsWhatIsActiveLater() {
        var answer = """
                {"baselines": [{"tee": "snp", "name": "web", "versions": [
                  {"version": 1, "state": "draft", "not_before": "2027-01-01T00:00:00Z"},
                  {"version": 2, "state": "active", "not_before": "2026-01-01T00:00:00Z"},
                  {"version": 3, "state": "active", "not_before": "2027-01-01T00:00:00Z"},
                  {"version": 4, "state": "active", "not_before": "2026-01-02T03:04:06Z"}]}]}""";
        try (var service = FakeService.answering(200, answer)) {
            var recording = Recording.with(service.environment());
            recording.run("baseline", "list");
            assertThat(recording.out()).isEqualTo("""
                            TEE  NAME  VERSION  STATE                             NOT BEFORE
                            snp  web   1        draft                             2027-01-01T00:00:00Z
                            snp  web   2        active                            2026-01-01T00:00:00Z
                            snp  web   3        active from 2027-01-01            2027-01-01T00:00:00Z
                            snp  web   4        active from 2026-01-02T03:04:06Z  2026-01-02T03:04:06Z
                            """);
        }
    }

    @Test
    void aPolicyIsSentAsItStands(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("p.rego"), "package policy\n# ü\n");
        try (var service = FakeService.answering(201, "{\"name\": \"strict\", \"version\": 4}")) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("policy", "add", "--name", "strict", "--tee", "snp", file.toString()))
                    .isEqualTo(ExitCode.YES);
            var body = Json.parse(service.request().body());
            assertThat(body.path("source").asText()).isEqualTo("package policy\n# ü\n");
            assertThat(recording.out()).contains("next: attestry policy activate strict 4");
        }
    }

    @Test
    void aPolicyThatDoesNotCompileIsShownByItsPlaces(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("p.rego"), "package policy\nx");
        var errors = ", \"errors\": [{\"code\": \"rego_parse_error\", \"file\": \"p.rego\", \"line\": 2, \"column\": 1,"
                + " \"message\": \"unexpected end\"}]";
        try (var service = FakeService.refusing(400, "malformed-request", errors)) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("policy", "add", "--name", "strict", "--tee", "snp", file.toString()))
                    .isEqualTo(ExitCode.REFUSED);
            assertThat(recording.err()).contains("p.rego:2:1: unexpected end (rego_parse_error)");
        }
    }

    @Test
    void anExplanationNamesCheckClauseRuleAndClaim() {
        var answer = """
                {"request_id": "r1", "at": "2026-01-01T00:00:00Z", "what": "evidence", "status": "refused", "check": "tcb",
                 "clause": "AMD 56860 table 23", "claims": [{"claim": "reported_tcb.snp", "value": 7}],
                 "rules": [{"rule": "tcb_is_current", "claim": "claims.reported_tcb", "wanted": "at or above"}]}""";
        try (var service = FakeService.answering(200, answer)) {
            var recording = Recording.with(service.environment());
            recording.run("explain", "r1");
            assertThat(recording.out())
                    .contains(
                            "check", "tcb", "AMD 56860 table 23", "tcb_is_current", "at or above", "reported_tcb.snp");
        }
    }

    @ParameterizedTest
    @CsvSource({"404, not-found, REFUSED", "403, forbidden, NOT_ALLOWED"})
    void aRefusalToExplainIsNotToBeExplained(int status, String slug, ExitCode exit) {
        try (var service = FakeService.refusing(status, slug, ", \"explain\": \"attestry explain r2\"")) {
            for (var format : List.of("table", "json")) {
                var recording = Recording.with(service.environment());
                assertThat(recording.run("explain", "r1", "-o", format)).isEqualTo(exit);
                assertThat(recording.err()).contains("The title").doesNotContain("attestry explain");
            }
        }
    }

    @ParameterizedTest(name = "{0} after {2}: explained {3}")
    @CsvSource({
        "audit show nosuch, 404, not-found, false",
        "audit replay nosuch, 404, not-found, false",
        "audit show r1, 403, forbidden, true"
    })
    void aRecordThatIsNotThereIsNotToBeExplained(String line, int status, String slug, boolean explained) {
        try (var service = FakeService.refusing(status, slug, ", \"explain\": \"attestry explain r2\"")) {
            var recording = Recording.with(service.environment());
            recording.run(line.split(" ", -1));
            assertThat(recording.err()).contains("The title");
            assertThat(recording.err().contains("attestry explain r2")).isEqualTo(explained);
        }
    }

    @Test
    void anAgentIsAskedWhyItRefusedAndIsShownNoKey() {
        try (var agent = FakeService.answering(200, "{\"request_id\": \"r1\"}")) {
            var recording = Recording.with(agent.environment());
            assertThat(recording.run("explain", "r1", "--agent", agent.url())).isEqualTo(ExitCode.YES);
            var request = agent.request();
            assertThat(request.line()).isEqualTo("GET /v1/explanations/r1");
            assertThat(request.authorization()).isEqualTo("none");
        }
    }

    @Test
    void theAgentIsAskedForItsNodeAndTheTokenIsShownWhereItIsAskedFor() {
        var answer = """
                {"node": "web-1", "status": "affirming", "token": "e30.e30.x", "record": "r1",
                 "token_expires_at": "2026-01-01T00:00:00Z", "checks": {"passed": ["format", "signature"]}}""";
        try (var agent = FakeService.answering(201, answer)) {
            var recording = Recording.plain();
            var arguments = new String[] {"attest", "--url", agent.url(), "--node", "web-1", "--audience", "shop"};
            assertThat(recording.run(arguments)).isEqualTo(ExitCode.YES);
            assertThat(recording.out())
                    .contains(
                            "affirming: node web-1",
                            "format, signature",
                            "r1",
                            "2026-01-01T00:00:00Z",
                            "for shop",
                            "--token")
                    .doesNotContain("e30.e30.x");
            var request = agent.request();
            assertThat(request.line()).isEqualTo("POST /v1/attestations");
            assertThat(request.authorization()).isEqualTo("none");
            assertThat(Json.parse(request.body()))
                    .isEqualTo(Json.parse("{\"audience\": \"shop\", \"node\": \"web-1\"}"));

            var script = Recording.plain();
            script.run("attest", "--url", agent.url(), "--token");
            assertThat(script.out()).isEqualTo("e30.e30.x\n");

            for (var format : List.of("json", "yaml")) {
                var data = Recording.plain();
                data.run("attest", "--url", agent.url(), "-o", format);
                assertThat(data.out()).contains("e30.e30.x");
            }
        }
    }
}
