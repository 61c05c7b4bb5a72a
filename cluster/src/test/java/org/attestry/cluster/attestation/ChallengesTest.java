package org.attestry.cluster.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.challenge.Nonces;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.keyring.Keys;
import org.attestry.cluster.keyring.WrappedKey;
import org.attestry.persistence.events.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A nonce that comes back may be redeemed or not, and a refusal names what is wrong with it. */
final class ChallengesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(2);
    private static final Duration ROTATION = Duration.ofHours(1);

    private static final Bytes THEIRS = Bytes.utf8("a relying party's own").sha256();

    private final Challenges challenges =
            new Challenges(new Nonces(new SecureRandom(), TTL), List.of("default", "other"));
    private final Keys keys = new Keys(List.of(mac("k1", NOW)), List.of());

    /** A key for nonces of an hour from {@code from}, whose nonces are accepted for as long as they live after it. */
    private static Keys.Mac mac(String kid, Instant from) {
        var until = from.plus(ROTATION);
        var span = new WrappedKey(WrappedKey.NONCE_MAC, kid, Bytes.EMPTY, from, until, until.plus(TTL));
        return new Keys.Mac(span, new SecretKeySpec(Bytes.utf8(kid).sha256().toArray(), "HmacSHA256"));
    }

    private static EvidenceRequest request(String node, Bytes nonce, String freshness) {
        return new EvidenceRequest(node, nonce, freshness, "snp-report", Bytes.of(1), null, null, "relying.example");
    }

    private Instant redeemable(Bytes nonce, String freshness, Instant at) {
        return challenges.redeemable(keys, "default", request("n1", nonce, freshness), at);
    }

    private Bytes issued(String tenant, String node) {
        return challenges.issue(keys, tenant, node, NOW).nonce();
    }

    private void assertRefused(Bytes nonce, String freshness, Instant at, Problem.Kind kind, String reason) {
        assertThatThrownBy(() -> redeemable(nonce, freshness, at))
                .isInstanceOfSatisfying(Problem.Refusal.class, refusal -> {
                    assertThat(refusal.problem().kind()).isEqualTo(kind);
                    assertThat(refusal.problem().reason())
                            .isEqualTo(Optional.of(reason).filter(r -> !r.isEmpty()));
                });
    }

    @Test
    void aNonceGivenOutSaysWhenItsTimeIsOverAndIsGoodUntilThen() {
        var challenge = challenges.issue(keys, "default", "n1", NOW);
        assertThat(challenge.expiresAt()).isEqualTo(NOW.plus(TTL));
        var last = challenge.expiresAt().minusMillis(1);
        assertThat(redeemable(challenge.nonce(), Submission.CHALLENGE, last)).isAfter(challenge.expiresAt());
        assertRefused(
                challenge.nonce(),
                Submission.CHALLENGE,
                challenge.expiresAt(),
                Problem.Kind.CHALLENGE_INVALID,
                "nonce_expired");
    }

    @Test
    void whatIsNotSaidToBeARelyingPartysIsTakenForOneOfOurs() {
        var request = new EvidenceRequest(
                "n1", issued("default", "n1"), null, "snp-report", Bytes.of(1), null, null, "relying.example");
        assertThat(challenges.redeemable(keys, "default", request, NOW)).isAfter(NOW);
        assertRefused(THEIRS, Submission.CHALLENGE, NOW, Problem.Kind.CHALLENGE_INVALID, "nonce_foreign");
    }

    @ParameterizedTest(name = "a nonce for {1} of {0} is {2} ({3}) to n1 of default")
    @CsvSource({
        "default, n2, CHALLENGE_INVALID, nonce_foreign",
        "other, n2, CHALLENGE_INVALID, nonce_foreign",
        "other, n1, NOT_FOUND, ''",
        "nobody, n1, CHALLENGE_INVALID, nonce_foreign",
    })
    void aNonceOfAnotherNodeOrTenantIsRefused(String tenant, String node, Problem.Kind kind, String reason) {
        assertRefused(issued(tenant, node), Submission.CHALLENGE, NOW, kind, reason);
    }

    @Test
    void aKeysNoncesAreRedeemableAfterItGivesOutNoMoreAndNotForEver() {
        var end = NOW.plus(ROTATION);
        var last = challenges.issue(keys, "default", "n1", end.minusSeconds(1)).nonce();
        assertThat(redeemable(last, Submission.CHALLENGE, end.plusSeconds(60))).isAfter(end);
        assertRefused(last, Submission.CHALLENGE, end.plus(TTL), Problem.Kind.CHALLENGE_INVALID, "nonce_foreign");
    }

    @Test
    void withoutAKeyInForceNoNonceIsGivenOut() {
        for (var at : List.of(NOW.minusSeconds(1), NOW.plus(ROTATION))) {
            assertThatThrownBy(() -> challenges.issue(keys, "default", "n1", at))
                    .isInstanceOfSatisfying(
                            Problem.Refusal.class,
                            refusal -> assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.NOT_READY));
        }
    }

    @Test
    void aRelyingPartysNonceIsRememberedForAYear() {
        assertThat(redeemable(THEIRS, Submission.RELYING_PARTY, NOW)).isAfter(NOW.plus(Duration.ofDays(365)));
    }

    @Test
    void oneOfOursIsNoRelyingPartysForWhateverNodeAndHoweverOld() {
        var kind = Problem.Kind.CHALLENGE_INVALID;
        for (var node : List.of("n1", "n2")) {
            var nonce = issued("default", node);
            assertRefused(nonce, Submission.RELYING_PARTY, NOW, kind, "nonce_not_theirs");
            var muchLater = NOW.plus(Duration.ofDays(30));
            assertRefused(nonce, Submission.RELYING_PARTY, muchLater, kind, "nonce_not_theirs");
        }
    }
}
