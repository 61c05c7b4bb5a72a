package org.attestry.agent.secgear;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.attestry.agent.FakeService;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.agent.attester.NoAttester;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.token.Forge;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One agent over a service, one without a TEE, one without a service: what secGear's clients ask of them and get. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecGearRoutesTest {
    private static final String CHALLENGE =
            Bytes.utf8("a challenge that the caller made").base64Url();

    private final ToyTee tee = ToyTee.running("app");
    private final FakeService service = new FakeService(tee.endorsements(), Clock.systemUTC());
    private final Path folder;
    private TestAgent agent;
    private TestAgent other;
    private TestAgent bare;
    private TestAgent alone;
    private int challenges;

    SecGearRoutesTest(@TempDir Path folder) {
        this.folder = folder;
        agent = TestAgent.over(service, tee, folder);
        other = TestAgent.over(service, tee, folder);
        bare = TestAgent.over(service, new NoAttester("unknown tee platform"), folder);
        alone = TestAgent.peerToPeer(tee, tee.endorsements(), java.util.Set.of(tee.measurement()));
    }

    @AfterAll
    void stop() {
        agent.close();
        other.close();
        bare.close();
        alone.close();
        service.close();
    }

    @Test
    void aChallengeIsBareAndEndsInTheUserData() {
        for (var body : new ArrayList<@Nullable String>(
                java.util.Arrays.asList(null, "null", "{}", "{\"user_data\":7}", "{broken", "{\"user_data\":[256]}"))) {
            var response = agent.send("GET", "/challenge", body);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(Bytes.fromBase64Url(response.body()).size()).isEqualTo(32);
        }
        var withData = Bytes.fromBase64Url(
                agent.send("GET", "/challenge", "{\"user_data\":[1,2,255]}").body());
        assertThat(withData.slice(32, 35)).isEqualTo(Bytes.of(1, 2, 255));
    }

    @Test
    void theWholeRunOfATestClientPasses() {
        var challenge = Bytes.utf8("the challenge of a test client 1").base64Url();
        var evidence = agent.send("GET", "/evidence", json("challenge", challenge, "uuid", "f68fd704", "ima", false));
        assertThat(evidence.statusCode()).isEqualTo(200);
        assertThat(names(evidence)).containsExactly("tee", "evidence");
        var claims = agent.send("POST", "/evidence", json("challenge", challenge, "evidence", evidence.body()));
        assertThat(claims.statusCode()).isEqualTo(200);
        assertThat(names(claims))
                .containsExactly("evaluation_reports", "exp", "iat", "iss", "nbf", "tcb_status", "tee");
        assertThat(read(claims).at("/evaluation_reports/eval_result").booleanValue())
                .isTrue();
        assertThat(read(claims).at("/evaluation_reports/report/policy:toy:1").textValue())
                .isEqualTo("{\"executables\":2}");
        var token = agent.send("GET", "/token", json("challenge", challenge, "uuid", "", "ima", false));
        assertThat(token.body()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        var checked = agent.send("POST", "/token", json("token", token.body()));
        assertThat(names(checked)).containsExactly("header", "claim");
        assertThat(StrictJson.read(read(checked).path("header").textValue())
                        .path("typ")
                        .textValue())
                .isEqualTo("ear+jwt");
        assertThat(StrictJson.read(read(checked).path("claim").textValue())
                        .path("aud")
                        .textValue())
                .isEqualTo("attestry-agent");
    }

    @Test
    void aChallengeOfTheServiceIsRedeemedAsSuchAndOthersAsTheCallers() {
        var ours = agent.send("GET", "/challenge", null).body();
        var _ = agent.send("GET", "/token", json("challenge", ours, "uuid", ""));
        assertThat(lastSubmission().path("freshness").textValue()).isEqualTo("challenge");
        var _ = agent.send(
                "GET",
                "/token",
                json("challenge", Bytes.utf8("made by the caller").base64Url(), "uuid", ""));
        assertThat(lastSubmission().path("freshness").textValue()).isEqualTo("relying-party");
        assertThat(lastSubmission().path("node").textValue()).isEqualTo("node-1");
    }

    @Test
    void otherEvidenceForAnAttestedChallengeIsNotAnsweredFromMemory() {
        var challenge = agent.send("GET", "/challenge", null).body();
        var evidence = agent.send("GET", "/evidence", json("challenge", challenge, "uuid", ""))
                .body();
        assertThat(agent.send("POST", "/evidence", json("challenge", challenge, "evidence", evidence))
                        .statusCode())
                .isEqualTo(200);
        assertThat(agent.send("POST", "/evidence", json("challenge", challenge, "evidence", evidence))
                        .statusCode())
                .isEqualTo(200);
        var other = agent.send("GET", "/evidence", json("challenge", challenge, "uuid", ""))
                .body();
        for (var garbage : List.of("{}", other)) {
            var response = agent.send("POST", "/evidence", json("challenge", challenge, "evidence", garbage));
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).startsWith("Agent {\n    source: VerifyEvidenceError(");
        }
    }

    @Test
    void evidenceOfAnotherMachineGivesThisOneNoToken() {
        var challenge = Bytes.utf8("a challenge for somebody else").base64Url();
        var evidence = alone.send("GET", "/evidence", json("challenge", challenge, "uuid", ""))
                .body();
        assertThat(agent.send("POST", "/evidence", json("challenge", challenge, "evidence", evidence))
                        .statusCode())
                .isEqualTo(200);
        var token = agent.send("GET", "/token", json("challenge", challenge, "uuid", ""));
        assertThat(token.statusCode()).isEqualTo(500);
        assertThat(token.body()).contains("Status: 409").contains("attestry explain");
    }

    @Test
    void evidenceThatTheServiceRefusesIsRefusedWithItsReason() {
        var challenge = Bytes.utf8("a challenge for a forger").base64Url();
        var evidence = agent.send(
                        "GET",
                        "/evidence",
                        json("challenge", Bytes.utf8("another challenge").base64Url(), "uuid", ""))
                .body();
        var response = agent.send("POST", "/evidence", json("challenge", challenge, "evidence", evidence));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body())
                .contains("Status: 403")
                .contains("freshness/nonce_mismatch")
                .contains("attestry explain");
    }

    @Test
    void aPolicyThatTheServiceDidNotUseIsNotPretended() {
        var first = json(
                "challenge",
                Bytes.utf8("policy challenge one").base64Url(),
                "uuid",
                "",
                "policy_id",
                List.of("mine.rego"));
        assertThat(agent.send("GET", "/token", first).body())
                .contains("GetTokenError")
                .contains("policy:toy:1");
        var second = json(
                "challenge",
                Bytes.utf8("policy challenge two").base64Url(),
                "uuid",
                "",
                "policy_id",
                List.of("policy:toy:1"));
        assertThat(agent.send("GET", "/token", second).statusCode()).isEqualTo(200);
    }

    enum Made {
        BY_THE_SERVICE,
        HERE_WITH_USER_DATA,
        BY_THE_CALLER
    }

    private String challenge(Made made) {
        return switch (made) {
            case BY_THE_SERVICE -> agent.send("GET", "/challenge", null).body();
            case HERE_WITH_USER_DATA ->
                agent.send("GET", "/challenge", "{\"user_data\":[10]}").body();
            case BY_THE_CALLER ->
                Bytes.utf8("the caller's, number " + ++challenges).base64Url();
        };
    }

    @ParameterizedTest
    @EnumSource(Made.class)
    void genuineEvidenceIsGoodWhoeverMadeTheChallenge(Made made) {
        for (var policies : List.of(List.<String>of(), List.of("policy:toy:1"))) {
            var shown = challenge(made);
            var evidence = agent.send("GET", "/evidence", json("challenge", shown, "uuid", ""))
                    .body();
            var claims = agent.send(
                    "POST", "/evidence", json("challenge", shown, "evidence", evidence, "policy_id", policies));
            assertThat(claims.statusCode()).as(claims.body()).isEqualTo(200);
            var token =
                    agent.send("GET", "/token", json("challenge", challenge(made), "uuid", "", "policy_id", policies));
            assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
            var checked = agent.send("POST", "/token", json("token", token.body()));
            assertThat(checked.statusCode()).as(checked.body()).isEqualTo(200);
        }
    }

    /** What no service says of what this agent asked, and why a token that says it is not good. */
    record Spoilt(String why, Consumer<ObjectNode> claims) {}

    private static List<Spoilt> spoilt() {
        var key = StrictJson.read(Forge.key(Curve.P_256, "").toPublicJWK().toJSONString());
        return List.of(
                new Spoilt("freshness, eat_nonce", claims -> claims.put("eat_nonce", CHALLENGE)),
                new Spoilt("freshness, eat_nonce", claims -> claims.remove("eat_nonce")),
                new Spoilt("audience, aud", claims -> claims.put("aud", "shop")),
                new Spoilt(
                        "lifetime, exp - iat",
                        claims -> claims.put("exp", claims.path("iat").longValue() + 301)),
                new Spoilt(
                        "expired, exp", claims -> claims.put("iat", 1_000_000).put("exp", 1_000_300)),
                new Spoilt(
                        "node, attestry.node",
                        claims -> claims.putObject("attestry").put("node", "node-2")),
                new Spoilt(
                        "confirmation, cnf", claims -> claims.putObject("cnf").set("jwk", key)));
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void aTokenThatSaysOtherThanWasAskedIsNeitherBelievedNorHandedOut(Spoilt spoilt) {
        service.spoilt = spoilt.claims;
        try {
            for (var made : Made.values()) assertNotGood(made, spoilt.why);
        } finally {
            service.spoilt = _ -> {};
        }
    }

    @Test
    void aTokenThatTheServicesKeyDidNotSignIsNeitherBelievedNorHandedOut() {
        service.signer = Forge.key(Curve.P_256, "k1");
        try {
            assertNotGood(Made.BY_THE_SERVICE, "signature, of the key that kid names");
        } finally {
            service.signer = service.forge.key;
        }
    }

    /** A token that is new, one that is remembered, and both with a policy. */
    private void assertNotGood(Made made, String why) {
        var shown = challenge(made);
        var evidence = agent.send("GET", "/evidence", json("challenge", shown, "uuid", ""))
                .body();
        for (var policies : List.of(List.<String>of(), List.of("policy:toy:1"))) {
            for (var response : List.of(
                    agent.send("POST", "/evidence", json("challenge", shown, "evidence", evidence)),
                    agent.send("GET", "/token", json("challenge", shown, "uuid", "", "policy_id", policies)),
                    agent.send(
                            "GET", "/token", json("challenge", challenge(made), "uuid", "", "policy_id", policies)))) {
                assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
                assertThat(response.body()).contains("the service's token is not good: " + why);
            }
        }
    }

    @Test
    void aTokenIsKeptBackWhileTheKeysToVerifyItWithCannotBeHad() {
        service.keysLost = true;
        try (var late = TestAgent.over(service, tee, folder)) {
            var request = json("challenge", challenge(Made.BY_THE_CALLER), "uuid", "");
            var response = late.send("GET", "/token", request);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
            assertThat(response.body()).contains("GetTokenError", "/.well-known/jwks.json");
            service.keysLost = false;
            assertThat(late.send("GET", "/token", request).statusCode()).isEqualTo(200);
        } finally {
            service.keysLost = false;
        }
    }

    @Test
    void aTokenOfAnotherMachineIsGoodForTheChallengesOfThisAgentAlone() {
        var ours = challenge(Made.HERE_WITH_USER_DATA);
        var theirs = challenge(Made.BY_THE_CALLER);
        var good = other.send("GET", "/token", json("challenge", ours, "uuid", ""));
        assertThat(agent.send("POST", "/token", json("token", good.body())).statusCode())
                .isEqualTo(200);
        var unknown = other.send("GET", "/token", json("challenge", theirs, "uuid", ""));
        var response = agent.send("POST", "/token", json("token", unknown.body()));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("freshness");
    }

    @Test
    void aMachineThatIsNoTeeSaysSo() {
        var request = json("challenge", CHALLENGE, "uuid", "");
        assertThat(bare.send("GET", "/evidence", request).body())
                .isEqualTo("Agent {\n    source: GetEvidenceError(\n        \"unknown tee platform\",\n    ),\n}");
        assertThat(bare.send("GET", "/token", request).body())
                .isEqualTo("Agent {\n    source: GetTokenError(\n        \"unknown tee platform\",\n    ),\n}");
        assertThat(bare.send("GET", "/challenge", null).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAServiceEvidenceIsVerifiedHereOnceForEachChallenge() {
        var challenge = alone.send("GET", "/challenge", null).body();
        var evidence = alone.send("GET", "/evidence", json("challenge", challenge, "uuid", ""))
                .body();
        var claims = alone.send("POST", "/evidence", json("challenge", challenge, "evidence", evidence));
        assertThat(names(claims)).containsExactly("ima", "payload", "tee", "uefi");
        assertThat(read(claims).at("/payload/measurement").textValue()).isEqualTo(tee.measurement());
        assertThat(alone.send("POST", "/evidence", json("challenge", challenge, "evidence", evidence))
                        .body())
                .contains("SPENT");
        assertThat(alone.send("GET", "/token", json("challenge", challenge, "uuid", ""))
                        .body())
                .isEqualTo("no as in not support get token");
        assertThat(alone.send("POST", "/token", json("token", "e30.e30.e30")).body())
                .contains("no issuer's keys");
    }

    private JsonNode lastSubmission() {
        return service.seen.stream()
                .filter(seen -> seen.path().equals("/v1/evidence"))
                .reduce((_, last) -> last)
                .orElseThrow()
                .body();
    }

    private static String json(Object... members) {
        var json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < members.length; i += 2) json.putPOJO((String) members[i], members[i + 1]);
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read(HttpResponse<String> response) {
        return StrictJson.read(response.body());
    }

    private static List<String> names(HttpResponse<String> response) {
        var names = new ArrayList<String>();
        read(response).fieldNames().forEachRemaining(names::add);
        return names;
    }
}
