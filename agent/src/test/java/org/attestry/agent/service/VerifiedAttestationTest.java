package org.attestry.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.Curve;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.attestry.agent.FakeService;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.Forge;
import org.attestry.agent.token.ProofKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code POST /v1/attestations} hands out what the service answered only where the token in it is the one that was asked for. */
@Tag("integration")
class VerifiedAttestationTest {
    private static final String BEARER = "{\"audience\":\"shop\"}";
    private static final String BOUND = "{\"audience\":\"shop\",\"key\":" + key() + "}";

    private final ToyTee tee = ToyTee.running("app");
    private final FakeService service = new FakeService(tee.endorsements(), Clock.systemUTC());
    private final TestAgent agent;

    VerifiedAttestationTest(@TempDir Path folder) {
        agent = TestAgent.over(service, tee, folder);
    }

    @AfterEach
    void stop() {
        agent.close();
        service.close();
    }

    /** A request, what no service says of what was asked for it, and why a token that says it is not good. */
    record Spoilt(String name, String request, String why, Consumer<ObjectNode> claims) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Spoilt> spoilt() {
        var other = key();
        return List.of(
                new Spoilt("another nonce", BEARER, "freshness", claims -> claims.put("eat_nonce", "A".repeat(43))),
                new Spoilt("no nonce", BEARER, "freshness", claims -> claims.remove("eat_nonce")),
                new Spoilt("another audience", BEARER, "audience", claims -> claims.put("aud", "attestry-agent")),
                new Spoilt("no audience", BEARER, "claims", claims -> claims.remove("aud")),
                new Spoilt("another issuer", BEARER, "issuer", claims -> claims.put("iss", "https://other.example")),
                new Spoilt(
                        "expired",
                        BEARER,
                        "expired",
                        claims -> claims.put("iat", 1_000_000).put("exp", 1_000_300)),
                new Spoilt("not yet valid", BEARER, "not_yet_valid", claims -> claims.put("nbf", 4_000_000_000L)),
                new Spoilt("lives too long", BEARER, "lifetime", claims -> claims.put("exp", 4_000_000_000L)),
                new Spoilt(
                        "another node",
                        BEARER,
                        "node",
                        claims -> ((ObjectNode) claims.get("attestry")).put("node", "node-2")),
                new Spoilt("a key that nobody showed", BEARER, "confirmation", claims -> named(claims, other)),
                new Spoilt("another key", BOUND, "confirmation", claims -> named(claims, other)),
                new Spoilt("no key", BOUND, "confirmation", claims -> claims.remove("cnf")));
    }

    @ParameterizedTest
    @MethodSource("spoilt")
    void aTokenThatSaysOtherThanWasAskedIsNotHandedOut(Spoilt spoilt) {
        service.spoilt = spoilt.claims;
        assertKeptBack(attest(spoilt.request), spoilt.why);
    }

    @Test
    void aTokenThatTheServicesKeyDidNotSignIsNotHandedOut() {
        service.signer = Forge.key(Curve.P_256, "k1");
        assertKeptBack(attest(BEARER), "signature");
    }

    @ParameterizedTest
    @CsvSource({"'', malformed", "not a token, malformed", "e30.e30.e30, header"})
    void whatIsNoTokenIsNotHandedOut(String text, String why) {
        service.spoiltAnswer = answer -> answer.put("token", text);
        assertKeptBack(attest(BEARER), why);
    }

    @Test
    void anAnswerWithoutATokenIsNotHandedOut() {
        service.spoiltAnswer = answer -> answer.remove("token");
        var response = attest(BEARER);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(problem(response).path("detail").textValue()).contains("missing field `token`");
    }

    @Test
    void aTokenIsKeptBackWhileTheKeysToVerifyItWithCannotBeHad() {
        service.keysLost = true;
        var response = attest(BEARER);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).isPresent();
        assertThat(problem(response).path("detail").textValue()).contains("/.well-known/jwks.json");
        service.keysLost = false;
        assertThat(attest(BEARER).statusCode()).isEqualTo(201);
    }

    @Test
    void whatWasAskedForIsHandedOutForWhateverAudienceAndKey() {
        for (var request : List.of(BEARER, BOUND, "{\"audience\":\"attestry-agent\"}")) {
            var response = attest(request);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            assertThat(StrictJson.read(response.body()).path("token").textValue())
                    .contains(".");
        }
    }

    @Test
    void theProcessThatRunsTheAgentGetsNoOtherTokenEitherAndNoneIsKept() {
        var passport = agent.node.passport().orElseThrow();
        service.signer = Forge.key(Curve.P_256, "k1");
        assertThat(passport.current("shop")).isInstanceOf(Attestation.Failed.class);
        service.signer = service.forge.key;
        assertThat(passport.current("shop")).isInstanceOf(Attestation.Attested.class);
    }

    private HttpResponse<String> attest(String request) {
        return agent.send("POST", "/v1/attestations", request);
    }

    private static void assertKeptBack(HttpResponse<String> response, String why) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
        var problem = problem(response);
        assertThat(problem.path("reason").textValue()).isEqualTo(why);
        assertThat(problem.path("detail").textValue()).startsWith("the service's token is not good: " + why + ", ");
    }

    private static JsonNode problem(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        var problem = StrictJson.read(response.body());
        assertThat(problem.path("type").textValue()).isEqualTo("https://attestry.org/problems/unavailable");
        assertThat(problem.has("token")).isFalse();
        return problem;
    }

    private static ObjectNode named(ObjectNode claims, JsonNode key) {
        return claims.set("cnf", JsonNodeFactory.instance.objectNode().set("jwk", key));
    }

    private static JsonNode key() {
        return BoundKey.of(ProofKey.generate(new SecureRandom())).jwk();
    }
}
