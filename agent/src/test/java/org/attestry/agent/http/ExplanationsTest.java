package org.attestry.agent.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.agent.json.StrictJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Why an agent refused can be asked of the agent. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExplanationsTest {
    private final ToyTee tee = ToyTee.running("app");
    private final TestAgent agent = TestAgent.peerToPeer(tee, tee.endorsements(), Set.of(tee.measurement()));

    @AfterAll
    void stop() {
        agent.close();
    }

    private JsonNode refused(String path, String body, String id) {
        var headers = Map.of("Content-Type", "application/json", "Attestry-Request-Id", id);
        return StrictJson.read(agent.send("POST", path, body, headers).body());
    }

    private JsonNode explained(String id) {
        return StrictJson.read(agent.send("GET", "/v1/explanations/" + id, null).body());
    }

    @Test
    void aRefusalIsExplainedWithTheMembersThatTheServiceHas() {
        var _ = refused("/v1/evidence", "{\"nonce\":1}", "my-request-1");
        var why = explained("my-request-1");
        assertThat(why.properties().stream().map(Map.Entry::getKey))
                .containsExactly("request_id", "source", "at", "what", "status", "detail", "rules");
        assertThat(why.path("request_id").textValue()).isEqualTo("my-request-1");
        assertThat(why.path("source").textValue()).isEqualTo("memory");
        assertThat(why.path("status").textValue()).isEqualTo("malformed-request");
        assertThat(why.path("detail").textValue()).contains("nonce");
        assertThat(Instant.parse(why.path("at").textValue())).isAfter(Instant.EPOCH);
    }

    @Test
    void everyWayToBeRefusedIsExplained() {
        for (var path : List.of("/v1/nothing", "/v1/evidence", "/v1/peer/sessions")) {
            var id = refused(path, "{}", "id-of" + path.replace('/', '-'))
                    .path("request_id")
                    .textValue();
            assertThat(explained(id).path("request_id").textValue()).as(path).isEqualTo(id);
        }
    }

    @Test
    void whatWasNotRefusedIsNotFound() {
        var answer = agent.send("GET", "/v1/explanations/nobody-knows", null);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/problems/not-found", "1000");
    }

    @Test
    void theLatestAreRememberedAndNoMore() {
        var refusals = new Refusals(InstantSource.system(), Optional::empty);
        for (int i = 0; i <= Refusals.MOST; i++) {
            var _ = refusals.refuse(Problem.of(Problem.Kind.NOT_FOUND), "request-" + i);
        }
        assertThat(refusals.find("request-0")).isEmpty();
        assertThat(refusals.find("request-1")).isPresent();
        assertThat(refusals.find("request-" + Refusals.MOST)).isPresent();
    }

    @Test
    void aRequestThatIsRefusedAgainIsRememberedByTheLatestRefusal() {
        var refusals = new Refusals(InstantSource.system(), () -> Optional.of(URI.create("http://127.0.0.1:8081")));
        var _ = refusals.refuse(Problem.of(Problem.Kind.NOT_FOUND), "request-a");
        var _ = refusals.refuse(Problem.of(Problem.Kind.INTERNAL), "request-a");
        assertThat(refusals.find("request-a").orElseThrow().problem().kind()).isEqualTo(Problem.Kind.INTERNAL);
    }

    @Test
    void whatIsNotServedPushesNoRefusalOutOfMemoryAndHidesNone() {
        var refusals = new Refusals(InstantSource.system(), Optional::empty);
        var _ = refusals.refuse(Problem.of(Problem.Kind.NOT_FOUND), "request-a");
        for (int i = 0; i <= Refusals.MOST; i++) {
            var _ = refusals.refuseUnserved(Problem.of(Problem.Kind.MALFORMED_REQUEST), "unserved-" + i);
        }
        var _ = refusals.refuseUnserved(Problem.of(Problem.Kind.MALFORMED_REQUEST), "request-a");
        assertThat(refusals.find("request-a").orElseThrow().problem().kind()).isEqualTo(Problem.Kind.NOT_FOUND);
        assertThat(refusals.find("unserved-1")).isEmpty();
        assertThat(refusals.find("unserved-2")).isPresent();
    }

    @Test
    void whoAsksForAnExplanationCannotReplaceOneByTheIdOfTheQuestion() {
        var _ = refused("/v1/evidence", "{\"nonce\":1}", "my-request-2");
        var _ = agent.send("GET", "/v1/explanations/nobody-knows", null, Map.of("Attestry-Request-Id", "my-request-2"));
        assertThat(explained("my-request-2").path("status").textValue()).isEqualTo("malformed-request");
    }
}
