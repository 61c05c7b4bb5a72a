package org.attestry.agent.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.attestry.agent.FakeService;
import org.attestry.agent.FakeService.Instead;
import org.attestry.agent.ToyTee;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.agent.token.ExpectedIssuer;
import org.attestry.agent.token.KeysUnavailable;
import org.attestry.agent.token.PossessionProof;
import org.attestry.agent.token.ProofKey;
import org.attestry.agent.token.TokenRules;
import org.attestry.agent.token.TokenVerifier;
import org.attestry.agent.token.VerifiedToken;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PassportTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final SecureRandom random = new SecureRandom();
    private final ToyTee tee = ToyTee.running("app");
    private final FakeService service = new FakeService(tee.endorsements(), clock);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void stop() {
        service.close();
        http.shutdownNow();
    }

    private Passport passport(Attester attester) {
        return passport(attester, service.url());
    }

    private Passport passport(Attester attester, URI url) {
        var endpoint = new ServiceEndpoint(url, Secret.of("the-agents-key"), Duration.ofSeconds(5), 3);
        return new Passport(
                "node-1",
                attester,
                new ServiceClient(endpoint, http, pauses::add),
                new TokenVerifier(service.forge.keys(), rules("attestry-agent"), clock),
                () -> ProofKey.generate(random),
                clock,
                random);
    }

    @Test
    void aTokenNamesTheAgentsKeyAndTheAgentCanProveIt() throws KeysUnavailable {
        var attested = (Attestation.Attested) passport(tee).attest("shop", new KeyChoice.Own());
        var token = (VerifiedToken) new TokenVerifier(service.forge.keys(), rules("shop"), clock)
                .verify(attested.answer().token());
        var nonce = Bytes.utf8("nonce of the relying party");
        var proof = attested.key().orElseThrow().prove(attested.answer().token(), "shop", nonce, clock);
        assertThat(new PossessionProof("shop", clock).refusal(token, proof, nonce))
                .isEmpty();
        assertThat(token.node()).contains("node-1");
    }

    @Test
    void everyTokenHasAKeyOfItsOwn() {
        var passport = passport(tee);
        var one = (Attestation.Attested) passport.attest("shop", new KeyChoice.Own());
        var other = (Attestation.Attested) passport.attest("shop", new KeyChoice.Own());
        assertThat(one.key().orElseThrow().spki())
                .isNotEqualTo(other.key().orElseThrow().spki());
        assertThat(one.answer().requestId()).isNotEqualTo(other.answer().requestId());
    }

    @Test
    void theCallersKeyIsBoundAndNoKeyIsNone() {
        var passport = passport(tee);
        var callers = BoundKey.of(ProofKey.generate(random));
        var bound = (Attestation.Attested) passport.attest("shop", new KeyChoice.Callers(callers));
        assertThat(bound.answer().body().at("/result/cnf/jwk")).isEqualTo(callers.jwk());
        assertThat(bound.key()).isEmpty();
        var bearer = (Attestation.Attested) passport.attest("shop", new KeyChoice.None());
        assertThat(bearer.answer().body().at("/result/cnf").isMissingNode()).isTrue();
    }

    @Test
    void theRequestsAreThoseOfTheContract() {
        var _ = passport(tee).attest("shop", new KeyChoice.None());
        assertThat(service.seen).extracting(FakeService.Seen::path).containsExactly("/v1/challenges", "/v1/evidence");
        assertThat(service.seen).extracting(FakeService.Seen::authorization).containsOnly("Bearer the-agents-key");
        assertThat(service.seen)
                .extracting(FakeService.Seen::requestId)
                .allMatch(id -> id.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
                .doesNotHaveDuplicates();
        var names = new ArrayList<String>();
        service.seen.get(1).body().fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly("node", "nonce", "freshness", "format", "evidence", "attachments", "audience");
    }

    @Test
    void aLostConnectionIsTriedAgainUnderTheSameRequestId() {
        service.instead.add(Instead.DROPPED);
        service.instead.add(Instead.DROPPED);
        assertThat(passport(tee).attest("shop", new KeyChoice.None())).isInstanceOf(Attestation.Attested.class);
        assertThat(service.seen)
                .extracting(FakeService.Seen::path)
                .containsExactly("/v1/challenges", "/v1/challenges", "/v1/challenges", "/v1/evidence");
        assertThat(service.seen.subList(0, 3))
                .extracting(FakeService.Seen::requestId)
                .containsOnly(service.seen.getFirst().requestId());
        assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void aServiceThatStaysAwayIsUnreachableAfterTheAttemptsAllowed() {
        for (int i = 0; i < 3; i++) service.instead.add(Instead.DROPPED);
        assertThat(trouble(passport(tee))).isInstanceOf(Trouble.Unreachable.class);
        assertThat(service.seen).hasSize(3);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "malformed-request, 400, MALFORMED_REQUEST",
        "challenge-invalid, 400, CHALLENGE_INVALID",
        "unauthorized, 401, UNAUTHORIZED",
        "forbidden, 403, FORBIDDEN",
        "evidence-refused, 403, EVIDENCE_REFUSED",
        "appraisal-contraindicated, 403, APPRAISAL_CONTRAINDICATED",
        "inconclusive, 422, INCONCLUSIVE",
        "unknown-tee, 422, UNKNOWN_TEE",
        "not-found, 404, NOT_FOUND",
        "challenge-spent, 409, CHALLENGE_SPENT",
        "conflict, 409, CONFLICT",
        "too-large, 413, TOO_LARGE",
        "too-many-requests, 429, TOO_MANY_REQUESTS",
        "internal, 500, INTERNAL",
        "unavailable, 503, UNAVAILABLE",
        "not-ready, 503, NOT_READY",
        "of-a-later-release, 418, OTHER",
    })
    void aProblemIsFinalAndKeepsItsKind(String slug, int status, ServiceProblem.Kind kind) {
        service.instead.add(new Instead(
                status, FakeService.problem(slug, status, "request-1", ",\"reason\":\"why\",\"check\":\"chain\"")));
        assertThat(trouble(passport(tee))).isInstanceOfSatisfying(Trouble.Declined.class, declined -> {
            assertThat(declined.problem().kind()).isEqualTo(kind);
            assertThat(declined.sentence()).isEqualTo("Declined (chain/why); attestry explain request-1");
        });
        assertThat(service.seen).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"nonce\":1}",
                "{\"node\":\"node-1\",\"nonce\":\"AAAA\",\"expires_at\":\"2026-01-01T00:00:00Z\"}",
                "{\"node\":\"node-2\",\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"expires_at\":\"2026-01-01T00:00:00Z\"}",
                "{\"node\":\"node-1\",\"nonce\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"expires_at\":\"tomorrow\"}",
                "{\"node\":\"node-1\",\"node\":\"node-1\"}",
            })
    void anAnswerOutsideTheContractIsGarbled(String body) {
        service.instead.add(new Instead(201, body));
        assertThat(trouble(passport(tee))).isInstanceOf(Trouble.Garbled.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 302, 307, 400, 502})
    void aStatusOutsideTheContractIsGarbledAndNoRedirectIsFollowed(int status) {
        service.instead.add(new Instead(status, "{}"));
        assertThat(trouble(passport(tee))).isInstanceOf(Trouble.Garbled.class);
        assertThat(service.seen).hasSize(1);
    }

    @Test
    void aTeeThatGivesNoEvidenceIsItsOwnTrouble() {
        assertThat(trouble(passport(tee.sibling("app").breakDown())))
                .isEqualTo(new Trouble.NotCollected("the toy is broken"));
    }

    @Test
    void evidenceOfAForeignTeeIsDeclined() {
        assertThat(trouble(passport(ToyTee.running("app"))))
                .isInstanceOfSatisfying(
                        Trouble.Declined.class,
                        declined -> assertThat(declined.problem().reason()).contains("signature_invalid"));
    }

    @Test
    void aTokenIsKeptUntilShortlyBeforeItEnds() {
        var passport = passport(tee);
        var first = passport.current("shop");
        now.updateAndGet(instant -> instant.plusSeconds(269));
        assertThat(passport.current("shop")).isEqualTo(first);
        assertThat(passport.current("bank")).isNotEqualTo(first);
        now.updateAndGet(instant -> instant.plusSeconds(1));
        assertThat(passport.current("shop")).isNotEqualTo(first);
    }

    @Test
    void aFailureIsNotKept() {
        service.instead.add(new Instead(503, FakeService.problem("unavailable", 503, "request-1", "")));
        var passport = passport(tee);
        assertThat(passport.current("shop")).isInstanceOf(Attestation.Failed.class);
        assertThat(passport.current("shop")).isInstanceOf(Attestation.Attested.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://attestry.example",
                "http://192.0.2.7:8443",
                "ftp://127.0.0.1",
                "https://user:word@attestry.example"
            })
    void aServiceThatAnybodyCouldPlayIsNotCalled(String url) {
        assertThatThrownBy(() -> new ServiceEndpoint(URI.create(url), Secret.of("k"), Duration.ofSeconds(1), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neitherKeyNorTokenIsPrinted() {
        var attested = (Attestation.Attested) passport(tee).attest("shop", new KeyChoice.Own());
        assertThat(attested.toString()).doesNotContain(attested.answer().token());
        assertThat(Secret.of("the-agents-key").toString()).doesNotContain("agents");
        assertThat(new ServiceEndpoint(service.url(), Secret.of("the-agents-key"), Duration.ofSeconds(1), 1).toString())
                .doesNotContain("agents");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kty\":\"oct\",\"k\":\"AAAA\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"y\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
            })
    void aKeyOfAnotherKindIsNotBound(String jwk) {
        assertThatThrownBy(() -> BoundKey.parse(StrictJson.read(jwk))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPrivateKeyThatIsSentIsNotBound() throws Exception {
        var pair = ProofKey.generate(random);
        var leaked = new ECKey.Builder(pair.jwk())
                .privateKey(pair.pair().getPrivate())
                .build()
                .toJSONString();
        assertThatThrownBy(() -> BoundKey.parse(StrictJson.read(leaked)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("private");
    }

    private static TokenRules rules(String audience) {
        return new TokenRules(
                new ExpectedIssuer.HolderOfTheKeys(),
                audience,
                new ExpectedFreshness.OfTheIssuer(),
                Duration.ZERO,
                TokenRules.USUAL_LIFE);
    }

    private static Trouble trouble(Passport passport) {
        return ((Attestation.Failed) passport.attest("shop", new KeyChoice.Own())).trouble();
    }
}
