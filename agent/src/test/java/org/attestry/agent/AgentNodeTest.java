package org.attestry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.service.Attestation;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.ProofKey;
import org.attestry.agent.token.VerifiedToken;
import org.attestry.config.HostPort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentNodeTest {
    private final ToyTee tee = ToyTee.running("app");
    private final FakeService service = new FakeService(tee.endorsements(), Clock.systemUTC());
    private final TestAgent agent;

    AgentNodeTest(@TempDir Path folder) {
        agent = TestAgent.over(service, tee, folder);
    }

    @AfterAll
    void stop() {
        agent.close();
        service.close();
    }

    @Test
    void theProcessThatRunsAnAgentGetsTokensFromIt() throws Exception {
        var attested =
                (Attestation.Attested) agent.node.passport().orElseThrow().current("attestry-agent");
        assertThat(agent.node.tokens().orElseThrow().verify(attested.answer().token()))
                .isInstanceOfSatisfying(
                        VerifiedToken.class,
                        token -> assertThat(token.confirmation()).isPresent());
    }

    @Test
    void aLocalCallerGetsWhatTheServiceAnswered() {
        var response = agent.send("POST", "/v1/attestations", "{\"node\":\"node-1\",\"audience\":\"shop\"}");
        assertThat(response.statusCode()).isEqualTo(201);
        var answer = StrictJson.read(response.body());
        assertThat(answer.path("node").textValue()).isEqualTo("node-1");
        assertThat(response.headers().firstValue("attestry-request-id"))
                .contains(answer.path("request_id").textValue());
        assertThat(answer.at("/result/aud").textValue()).isEqualTo("shop");
        assertThat(answer.at("/result/cnf").isMissingNode()).isTrue();
    }

    @Test
    void aLocalCallersKeyIsInItsToken() {
        JsonNode key = BoundKey.of(ProofKey.generate(new SecureRandom())).jwk();
        var response = agent.send("POST", "/v1/attestations", "{\"audience\":\"shop\",\"key\":" + key + "}");
        assertThat(StrictJson.read(response.body()).at("/result/cnf/jwk")).isEqualTo(key);
    }

    @Test
    void aCallerWhoMeansAnotherMachineIsTold() {
        var response = agent.send("POST", "/v1/attestations", "{\"node\":\"node-2\",\"audience\":\"shop\"}");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("node-1");
    }

    @Test
    void aProblemOfTheServiceIsPassedOnWithItsRequestId() {
        service.instead.add(new FakeService.Instead(
                403,
                FakeService.problem(
                        "appraisal-contraindicated", 403, "request-9", ",\"reason\":\"measurement_unknown\"")));
        var response = agent.send("POST", "/v1/attestations", "{\"audience\":\"shop\"}");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        var problem = StrictJson.read(response.body());
        assertThat(problem.path("type").textValue())
                .isEqualTo("https://attestry.org/problems/appraisal-contraindicated");
        assertThat(problem.path("explain").textValue()).isEqualTo("attestry explain request-9");
        assertThat(problem.path("reason").textValue()).isEqualTo("measurement_unknown");
    }

    @Test
    void aServiceThatIsAwayIsAProblemThatSaysSo() {
        service.instead.add(FakeService.Instead.DROPPED);
        service.instead.add(FakeService.Instead.DROPPED);
        var response = agent.send("POST", "/v1/attestations", "{\"audience\":\"shop\"}");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).isPresent();
        assertThat(response.body())
                .contains("does not answer")
                .contains("attestry explain ", " --agent " + agent.url());
    }

    @Test
    void anAddressThatIsTakenStopsTheStartAndLeavesNothingRunning() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var free = TestAgent.config(Optional.empty(), Optional.empty());
            var config = new AgentConfig(
                    new HostPort("127.0.0.1", taken.getLocalPort()),
                    Optional.empty(),
                    free.limits(),
                    free.shutdownWithin(),
                    free.challenges(),
                    Optional.empty(),
                    free.token(),
                    free.endorsements(),
                    Optional.empty(),
                    Optional.empty());
            var parts = AgentParts.with(config, tee);
            assertThatThrownBy(() -> AgentNode.start(config, parts))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen");
        }
    }

    @Test
    void aStoppedAgentAnswersNobodyAndMayBeStoppedAgain() {
        var other = TestAgent.peerToPeer(tee, tee.endorsements(), Set.of(tee.measurement()));
        assertThat(other.send("GET", "/challenge", null).statusCode()).isEqualTo(200);
        other.node.stop();
        assertThatThrownBy(() -> other.send("GET", "/challenge", null)).isInstanceOf(UncheckedIOException.class);
        other.close();
    }
}
