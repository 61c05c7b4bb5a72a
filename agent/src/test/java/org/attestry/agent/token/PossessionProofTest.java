package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.agent.token.Forge.NOW;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A key pair, and the one algorithm of its proofs. */
    record Pair(String name, JWK jwk, JWSSigner signer, JWSAlgorithm algorithm) {
        private static Pair ec(Curve curve, JWSAlgorithm algorithm) throws JOSEException {
            var key = new ECKeyGenerator(curve).generate();
            return new Pair(curve.getName(), key, new ECDSASigner(key), algorithm);
        }

        private static Pair rsa(int bits) throws JOSEException {
            var key = new RSAKeyGenerator(bits).generate();
            return new Pair("RSA of " + bits + " bits", key, new RSASSASigner(key), JWSAlgorithm.PS256);
        }

        String prove(String token, JWSAlgorithm by) throws JOSEException {
            var header = new JWSHeader.Builder(by)
                    .type(new JOSEObjectType(PossessionProof.TYPE_NAME))
                    .keyID(PossessionProof.KEY_ID)
                    .build();
            var claims = Map.<String, Object>of(
                    "aud", "shop",
                    "nonce", NONCE.base64Url(),
                    "iat", NOW.getEpochSecond(),
                    "ath", Bytes.utf8(token).sha256().base64Url());
            var proof = new JWSObject(header, new Payload(claims));
            proof.sign(signer);
            return proof.serialize();
        }

        String token() {
            return FORGE.withCnf(jwk.toPublicJWK().toJSONString());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Pair> pairsThatEvidenceMayBind() throws JOSEException {
        return List.of(
                Pair.ec(Curve.P_256, JWSAlgorithm.ES256),
                Pair.ec(Curve.P_384, JWSAlgorithm.ES384),
                Pair.ec(Curve.P_521, JWSAlgorithm.ES512),
                Pair.rsa(2048),
                Pair.rsa(3072));
    }

    @ParameterizedTest
    @MethodSource("pairsThatEvidenceMayBind")
    void everyKeyThatEvidenceMayBindIsProvenByItsOneAlgorithm(Pair pair) throws KeysUnavailable, JOSEException {
        var token = pair.token();
        var proof = pair.prove(token, pair.algorithm);
        assertThat(proofs.refusal(verified(token), proof, NONCE)).isEmpty();
        var forged = proof.substring(0, proof.lastIndexOf('.') + 1) + "A".repeat(86);
        assertRefused(verified(token), forged, NONCE, TokenReason.SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS512", "PS384", "PS512"})
    void anRsaKeyHasNoOtherAlgorithm(String algorithm) throws KeysUnavailable, JOSEException {
        var pair = Pair.rsa(2048);
        var token = pair.token();
        var proof = pair.prove(token, JWSAlgorithm.parse(algorithm));
        assertRefused(verified(token), proof, NONCE, TokenReason.ALGORITHM);
    }

    static List<String> keysThatProveNothing() throws JOSEException {
        return List.of(
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + "A".repeat(43) + "\"}",
                new RSAKeyGenerator(1024, true).generate().toPublicJWK().toJSONString(),
                KEY.jwk().toJSONString().replace("{", "{\"use\":\"enc\","),
                KEY.jwk().toJSONString().replace("{", "{\"alg\":\"ES384\","));
    }

    @ParameterizedTest
    @MethodSource("keysThatProveNothing")
    void aKeyThatNoEvidenceMayBindOrThatMaySignNothingIsNotProven(String key) throws KeysUnavailable {
        var token = FORGE.withCnf(key);
        assertRefused(verified(token), KEY.prove(token, "shop", NONCE, at(NOW)), NONCE, TokenReason.KEY);
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
