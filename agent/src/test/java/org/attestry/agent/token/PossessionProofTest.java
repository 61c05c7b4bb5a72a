package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.agent.token.Forge.NOW;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PossessionProofTest {
    private static final Forge FORGE = new Forge();
    private static final ProofKey KEY = ProofKey.generate(new SecureRandom());
    private static final Bytes NONCE = Bytes.utf8("a nonce of the relying party 123");
    private static final String TOKEN = FORGE.withCnf(KEY.jwk().toJSONString());

    private final PossessionProof proofs = new PossessionProof("shop", at(NOW));

    @Test
    void theHolderOfTheKeyInTheTokenProvesIt() throws KeysUnavailable {
        assertThat(proofs.refusal(verified(TOKEN), KEY.prove(TOKEN, "shop", NONCE, at(NOW)), NONCE))
                .isEmpty();
    }

    @Test
    void aTokenOfAnotherKeyIsNotProven() throws KeysUnavailable {
        var thief = ProofKey.generate(new SecureRandom());
        assertRefused(verified(TOKEN), thief.prove(TOKEN, "shop", NONCE, at(NOW)), NONCE, TokenReason.SIGNATURE);
    }

    @Test
    void aTokenWithoutKeyCannotBeProven() throws KeysUnavailable {
        assertRefused(verified(FORGE.good()), KEY.prove(FORGE.good(), "shop", NONCE, at(NOW)), NONCE, TokenReason.KEY);
    }

    @Test
    void aProofForAnotherTokenOfTheSameKeyIsNone() throws KeysUnavailable {
        var other =
                FORGE.sign(Forge.HEADER, Forge.payload(KEY.jwk().toJSONString()).replace("id-1", "id-2"));
        assertRefused(verified(TOKEN), KEY.prove(other, "shop", NONCE, at(NOW)), NONCE, TokenReason.CLAIMS);
    }

    @Test
    void aProofForAnotherAskerIsNone() throws KeysUnavailable {
        assertRefused(verified(TOKEN), KEY.prove(TOKEN, "bank", NONCE, at(NOW)), NONCE, TokenReason.AUDIENCE);
    }

    @Test
    void aProofOverAnEarlierNonceIsNone() throws KeysUnavailable {
        var earlier = Bytes.utf8("a nonce of the relying party 122");
        assertRefused(verified(TOKEN), KEY.prove(TOKEN, "shop", earlier, at(NOW)), NONCE, TokenReason.CLAIMS);
    }

    @Test
    void theTokenItselfIsNoProof() throws KeysUnavailable {
        assertRefused(verified(TOKEN), TOKEN, NONCE, TokenReason.TYPE);
    }

    @ParameterizedTest(name = "made {0} s from now: {1}")
    @CsvSource({"-60, EXPIRED", "-59, ", "60, ", "61, NOT_YET_VALID"})
    void aProofLivesAMinute(long seconds, @org.jspecify.annotations.Nullable TokenReason reason)
            throws KeysUnavailable {
        var proof = KEY.prove(TOKEN, "shop", NONCE, at(NOW.plusSeconds(seconds)));
        if (reason == null)
            assertThat(proofs.refusal(verified(TOKEN), proof, NONCE)).isEmpty();
        else assertRefused(verified(TOKEN), proof, NONCE, reason);
    }

    @Test
    void thePrivatePartIsNowherePrinted() {
        assertThat(KEY.toString()).hasSizeLessThan(40);
        assertThat(KEY.jwk().isPrivate()).isFalse();
    }

    private void assertRefused(VerifiedToken token, String proof, Bytes nonce, TokenReason reason) {
        assertThat(proofs.refusal(token, proof, nonce))
                .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    private static VerifiedToken verified(String token) throws KeysUnavailable {
        var rules = new TokenRules(
                new ExpectedIssuer.Named(Forge.ISSUER),
                "shop",
                new ExpectedFreshness.OfTheIssuer(),
                Duration.ZERO,
                TokenRules.USUAL_LIFE);
        return (VerifiedToken) new TokenVerifier(FORGE.keys(), rules, at(NOW)).verify(token);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }
}
