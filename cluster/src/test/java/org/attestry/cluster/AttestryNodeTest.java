package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.http.Wire;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node, whole: what a user does over HTTP, and what is refused. */
@Tag("integration")
final class AttestryNodeTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static TestNode node;

    @BeforeAll
    static void start() {
        node = TestNode.start(data);
        node.trustTheGuest();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static TestNode.Reply submit(Map<String, Object> body) {
        return node.post("/v1/evidence", Role.AGENT, body);
    }

    @Test
    void aTrustedGuestGetsATokenThatAnyoneCanVerify() throws Exception {
        var reply = node.attest("good");
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
        assertThat(reply.body().path("status").asText()).isEqualTo("affirming");
        var token = SignedJWT.parse(reply.body().path("token").asText());
        var keys = JWKSet.parse(
                node.get("/.well-known/jwks.json", Role.PUBLIC).body().toString());
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toECKey();
        assertThat(token.verify(new ECDSAVerifier(key))).isTrue();
        var claims = token.getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly("relying.example");
        assertThat(claims.getIssuer()).isEqualTo(node.url());
        assertThat(claims.getJWTID()).isEqualTo(reply.body().path("record").asText());
    }

    /** Who reads the first of two members with one name believes something else than who reads the last. */
    @Test
    void neitherTheClaimsOfATokenNorItsAnswerHaveAMemberTwice() throws Exception {
        var reply = node.attest("once");
        var token = SignedJWT.parse(reply.body().path("token").asText());
        var claims = Wire.tree(Bytes.copyOf(token.getPayload().toBytes()));
        assertThat(claims.path("submods")).isEqualTo(reply.body().path("result").path("submods"));
        assertThat(claims.path("jti")).isEqualTo(reply.body().path("record"));
    }

    @Test
    void aKeyThatTheEvidenceProvesStandsInTheToken() throws Exception {
        var key = new ECKeyGenerator(Curve.P_256).generate();
        var nonce = node.challenge("keyed");
        var spki = Bytes.copyOf(key.toECPublicKey().getEncoded());
        var body = node.submission("keyed", nonce, node.guest.attest(ReportBinding.of(64, nonce, spki)));
        var sent = new HashMap<>(key.toPublicJWK().toJSONObject());
        sent.put("kid", "root-ca");
        sent.put("x5u", "https://elsewhere.example/");
        sent.put("admin", true);
        body.put("key", sent);
        var reply = submit(body);
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(201);
        var claims = SignedJWT.parse(reply.body().path("token").asText()).getJWTClaimsSet();
        assertThat(claims.getJSONObjectClaim("cnf"))
                .isEqualTo(Map.of(
                        "jwk",
                        Map.of(
                                "kty",
                                "EC",
                                "crv",
                                "P-256",
                                "x",
                                key.getX().toString(),
                                "y",
                                key.getY().toString())));
    }

    @Test
    void aKeyThatTheEvidenceDoesNotProveIsRefused() throws Exception {
        var body = node.answer("unproven", node.challenge("unproven"));
        body.put("key", new ECKeyGenerator(Curve.P_256).generate().toPublicJWK().toJSONObject());
        node.assertRefused(submit(body), 403, "evidence-refused", "nonce_mismatch");
    }

    @Test
    void oneForgedOctetIsRefused() {
        var nonce = node.challenge("forged");
        var evidence = node.guest.attest(ReportBinding.of(64, nonce, Bytes.EMPTY));
        var octets = evidence.body().toArray();
        octets[0x90] ^= 1;
        var forged =
                new org.attestry.verifier.Evidence(evidence.format(), Bytes.copyOf(octets), evidence.attachments());
        node.assertRefused(
                submit(node.submission("forged", nonce, forged)), 403, "evidence-refused", "signature_invalid");
    }

    @Test
    void aMeasurementThatNoBaselineHasIsRefusedWithItsRule() {
        var nonce = node.challenge("unknown");
        var stranger = node.guest.withMeasurement(Bytes.utf8("something else").sha384());
        var evidence = stranger.attest(ReportBinding.of(64, nonce, Bytes.EMPTY));
        var reply = submit(node.submission("unknown", nonce, evidence));
        node.assertRefused(reply, 403, "appraisal-contraindicated", "measurement_is_known");
        assertThat(reply.body().has("token")).isFalse();
    }

    @Test
    void aDebuggableGuestIsRefused() {
        var nonce = node.challenge("debug");
        var evidence = node.guest.debuggable().attest(ReportBinding.of(64, nonce, Bytes.EMPTY));
        node.assertRefused(
                submit(node.submission("debug", nonce, evidence)), 403, "appraisal-contraindicated", "debug_is_off");
    }

    @Test
    void aNonceOfAnotherNodeIsRefused() {
        node.assertRefused(submit(node.answer("b", node.challenge("a"))), 400, "challenge-invalid", "nonce_foreign");
    }

    @Test
    void everyDecisionIsRecordedExplainedAndReplayedTheSame() {
        var id = node.attest("audited").body().path("record").asText();
        var record = node.get("/v1/audit/records/" + id, Role.ADMIN);
        assertThat(record.body().path("fields").path("status").asText()).isEqualTo("affirming");
        var leaf = Bytes.fromBase64Url(record.body().path("leaf_bytes").asText());
        assertThat(Bytes.concat(Bytes.of(0), leaf).sha256().hex())
                .isEqualTo(record.body().path("leaf").asText());
        var replay = node.send(node.request("/v1/audit/records/" + id + "/replay", Role.ADMIN)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(replay.body().path("same").asBoolean())
                .as(replay.body().toString())
                .isTrue();
        var why = node.get("/v1/explanations/" + id, Role.AGENT);
        assertThat(why.body().path("source").asText()).isEqualTo("record");
    }

    @Test
    void whatAcceptedEvidenceClaimsIsKeptOnceWithItsResult() {
        var record = node.get(
                        "/v1/audit/records/"
                                + node.attest("once").body().path("record").asText(),
                        Role.ADMIN)
                .body();
        assertThat(record.path("verdict").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("outcome", "passed", "waived");
        assertThat(record.at("/result/submods/snp/ear.veraison.annotated-evidence/measurement")
                        .asText())
                .isEqualTo(SimulatedSnp.MEASUREMENT.hex());
    }

    @Test
    void aRefusedRequestThatReachedNoNodeIsExplainedToo() {
        var refused = submit(node.answer("b", node.challenge("a")));
        var id = refused.body().path("request_id").asText();
        var why = node.get("/v1/explanations/" + id, Role.AGENT);
        assertThat(why.body().path("reason").asText()).isEqualTo("nonce_foreign");
    }

    @Test
    void theNodeIsListedWithItsStanding() {
        node.attest("listed");
        assertThat(node.get("/v1/nodes/listed", Role.ADMIN)
                        .body()
                        .path("standing")
                        .asText())
                .isEqualTo("trusted");
        assertThat(node.get("/v1/nodes/never", Role.ADMIN).status()).isEqualTo(404);
    }

    @Test
    void aFormatWithoutAVerifierIsSaidToBeUnknown() {
        var body = node.answer("tee", node.challenge("tee"));
        body.put("format", "no-such-format");
        assertThat(submit(body).status()).isEqualTo(422);
    }

    @Test
    void aPolicyThatDoesNotCompileIsRefusedWithItsFaults() {
        var reply = node.post(
                "/v1/policies",
                Role.ADMIN,
                Map.of("name", "p", "tee", "snp", "source", "package attestry.policy\nx := y"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("errors").path(0).path("line").asInt()).isEqualTo(2);
    }

    @Test
    void aPolicyForATeeThatNobodyVerifiesIsRefused() {
        var reply = node.post(
                "/v1/policies", Role.ADMIN, Map.of("name", "typo", "tee", "spn", "source", "package attestry.policy"));
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.body().path("detail").asText()).isEqualTo("no verifier for TEE spn; there is one for snp");
    }

    @Test
    void ofTheActivePoliciesForATeeTheLastOneServesUnderItsOwnName() throws Exception {
        var source = defaultPolicy();
        node.post("/v1/policies", Role.ADMIN, Map.of("name", "a-copy", "tee", "snp", "source", source));
        var activated = node.send(
                node.request("/v1/policies/a-copy/1/activate", Role.ADMIN).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(activated.status()).isEqualTo(200);
        var states = new HashMap<String, String>();
        for (var policy : node.get("/v1/policies", Role.ADMIN).body().path("policies")) {
            states.put(
                    policy.path("name").asText(),
                    policy.path("versions").path(0).path("state").asText());
        }
        assertThat(states).containsEntry("a-copy", "active").containsEntry("default-snp", "superseded");
        var result = node.attest("by-the-copy").body().path("result").path("submods");
        assertThat(result.path("snp").path("ear.appraisal-policy-id").asText()).isEqualTo("a-copy@1");
    }

    private static String defaultPolicy() throws IOException {
        try (var in = AppraisalPolicy.class.getResourceAsStream("snp.rego")) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    @Test
    void healthAndMetricsAreOnThePortOfTheirOwn() {
        var ready = node.get(node.managementUrl() + "/health/ready", Role.PUBLIC);
        assertThat(ready.status()).as(ready.body().toString()).isEqualTo(200);
        var metrics =
                node.get(node.managementUrl() + "/metrics", Role.PUBLIC).body().asText();
        assertThat(metrics).contains("attestry_http_request_seconds").doesNotContain("default", "/v1/");
        assertThat(node.get("/metrics", Role.PUBLIC).status()).isEqualTo(404);
    }

    @Test
    void aSecondProcessOnTheSameFolderIsRefused() {
        assertThatThrownBy(() -> TestNode.start(data)).hasMessageContaining(data.toString());
    }

    @Test
    void everyProblemNamesItsRequestAndHowToAskWhy() {
        var reply = node.get("/v1/results/none", Role.AGENT);
        var id = String.join(",", reply.headers().getOrDefault("attestry-request-id", List.of()));
        assertThat(reply.body().path("request_id").asText()).isEqualTo(id);
        assertThat(reply.body().path("explain").asText()).isEqualTo("attestry explain " + id);
        assertThat(reply.body().path("instance").asText()).isEqualTo("urn:attestry:request:" + id);
    }
}
