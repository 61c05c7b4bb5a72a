package org.attestry.agent.secgear;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attestry.agent.FakeService;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.agent.attester.NoAttester;
import org.attestry.agent.enclave.NativeBuild;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A C program that asks through {@code libattestation_agent.so}, and a real agent. */
@Tag("integration")
class AgentLibraryTest {
    private static final String CHALLENGE =
            Bytes.utf8("a challenge that the caller made").base64Url();

    @TempDir
    private Path folder;

    private final ToyTee tee = ToyTee.running("app");
    private final FakeService service = new FakeService(tee.endorsements(), Clock.systemUTC());
    private Path program = Path.of("");

    @BeforeEach
    void build() {
        program = NativeBuild.build("plain", "--tests").resolve("test/agent_client");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private NativeBuild.Outcome ask(String address, String... arguments) {
        var command = new ArrayList<String>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return NativeBuild.run(folder, command, 60, Map.of("ATTESTRY_AGENT", address));
    }

    /** What the program printed, without the log lines before and behind it. */
    private static String answer(NativeBuild.Outcome outcome) {
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        return outcome.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportThatOneProgramGotIsVerifiedForAnother() throws Exception {
        try (var agent = TestAgent.over(service, tee, folder)) {
            var report = answer(ask(agent.url().getAuthority(), CHALLENGE));
            assertThat(StrictJson.read(Bytes.utf8(report)).path("tee").asText()).isNotEmpty();
            var claims = answer(ask(agent.url().getAuthority(), CHALLENGE, report));
            assertThat(StrictJson.read(Bytes.utf8(claims))
                            .path("evaluation_reports")
                            .path("eval_result")
                            .asBoolean())
                    .isTrue();
            var other = ask(
                    agent.url().getAuthority(),
                    Bytes.utf8("another challenge, never made").base64Url(),
                    report);
            assertThat(other.exit()).isEqualTo(1);
        }
    }

    @Test
    void aMachineWithoutATeeGivesAnEmptyReportAndAReasonInTheLog() throws Exception {
        try (var agent = TestAgent.over(service, new NoAttester("unknown tee platform"), folder)) {
            var outcome = ask(agent.url().getAuthority(), CHALLENGE);
            assertThat(outcome.exit()).isEqualTo(1);
            assertThat(outcome.output()).contains("get_report", "unknown tee platform");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.1.2.3:80", "attestry.example:80", "127.0.0.1", "127.0.0.1:0", "127.0.0.1:70000", "[::2]:80"})
    void anAgentThatIsNotOnThisMachineIsNotAsked(String address) {
        var outcome = ask(address, CHALLENGE);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(outcome.output()).contains("loopback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64url", "a\"b"})
    void aChallengeThatIsNoBase64UrlIsRefused(String challenge) {
        assertThat(ask("127.0.0.1:1", challenge).output()).contains("base64url");
    }
}
