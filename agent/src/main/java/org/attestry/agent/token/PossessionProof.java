package org.attestry.agent.token;

import static org.attestry.agent.token.Refusal.require;
import static org.attestry.agent.token.TokenReason.ALGORITHM;
import static org.attestry.agent.token.TokenReason.AUDIENCE;
import static org.attestry.agent.token.TokenReason.CLAIMS;
import static org.attestry.agent.token.TokenReason.EXPIRED;
import static org.attestry.agent.token.TokenReason.KEY;
import static org.attestry.agent.token.TokenReason.NOT_YET_VALID;
import static org.attestry.agent.token.TokenReason.SIGNATURE;
import static org.attestry.agent.token.TokenReason.TYPE;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;
import org.attestry.bytes.Bytes;

/**
 * Checks that the presenter of a token holds the key in its {@code cnf} (RFC 7800): without that, a stolen token works as well as an
 * own one.
 *
 * <p>The asker chooses {@code nonce} anew each time, so that a proof works once.
 */
public final class PossessionProof {
    static final String TYPE_NAME = "attestry-pop+jwt";
    /** The key is the one of the token; the header names it by this word, and no other key can be meant. */
    static final String KEY_ID = "cnf";

    private static final Duration LIFE = Duration.ofSeconds(60);

    private final String audience;
    private final Clock clock;

    /** {@code audience} is the asker's own name. */
    public PossessionProof(String audience, Clock clock) {
        this.audience = audience;
        this.clock = clock;
    }

    /** Empty where {@code proof} shows that its maker holds the key of {@code token}, else why it does not. */
    public Optional<TokenVerdict.Refused> refusal(VerifiedToken token, String proof, Bytes nonce) {
        requireNonce(nonce);
        try {
            check(token, CompactJws.parse(proof), nonce);
            return Optional.empty();
        } catch (JsonRefused refused) {
            return Optional.of(new TokenVerdict.Refused(CLAIMS, refused.detail()));
        } catch (Refusal refusal) {
            return Optional.of(refusal.verdict());
        }
    }

    private void check(VerifiedToken token, CompactJws proof, Bytes nonce) {
        require(proof.type().equals(TYPE_NAME), TYPE, "typ is not " + TYPE_NAME);
        require(proof.keyId().equals(KEY_ID), KEY, "kid is not " + KEY_ID);
        var key = key(token);
        require(key.algorithm().equals(proof.algorithm()), ALGORITHM, "alg is not " + key.algorithm() + ", the key's");
        require(key.signed(proof.signed(), proof.signature()), SIGNATURE, "of the key in cnf");
        requireClaims(token, proof.payload(), nonce);
    }

    private static TokenKey key(VerifiedToken token) {
        var jwk = token.confirmation().orElseThrow(() -> new Refusal(KEY, "the token has no cnf"));
        return TokenKey.ofAttester(named(jwk)).orElseThrow(() -> new Refusal(KEY, "the key in cnf signs no proofs"));
    }

    private static JWK named(JWK jwk) {
        try {
            var json = jwk.toJSONObject();
            json.put("kid", KEY_ID);
            return JWK.parse(json);
        } catch (ParseException e) {
            throw new Refusal(KEY, "the key in cnf signs no proofs");
        }
    }

    private void requireClaims(VerifiedToken token, Shape claims, Bytes nonce) {
        require(claims.text("aud").equals(audience), AUDIENCE, "aud");
        require(claims.octets("nonce").sameAs(nonce), CLAIMS, "nonce");
        require(claims.octets("ath").sameAs(token.digest()), CLAIMS, "ath");
        var made = Instant.ofEpochSecond(claims.whole("iat").orElseThrow(() -> new Refusal(CLAIMS, "iat is missing")));
        var now = clock.instant();
        require(now.isBefore(made.plus(LIFE)), EXPIRED, "iat");
        require(!now.isBefore(made.minus(LIFE)), NOT_YET_VALID, "iat");
    }

    static void requireNonce(Bytes nonce) {
        if (nonce.size() < 16 || nonce.size() > 64) throw new IllegalArgumentException("a nonce has 16 to 64 octets");
    }
}
