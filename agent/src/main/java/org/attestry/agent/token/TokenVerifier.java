package org.attestry.agent.token;

import static org.attestry.agent.token.Refusal.require;
import static org.attestry.agent.token.TokenReason.ALGORITHM;
import static org.attestry.agent.token.TokenReason.AUDIENCE;
import static org.attestry.agent.token.TokenReason.EXPIRED;
import static org.attestry.agent.token.TokenReason.FRESHNESS;
import static org.attestry.agent.token.TokenReason.ISSUER;
import static org.attestry.agent.token.TokenReason.KEY;
import static org.attestry.agent.token.TokenReason.LIFETIME;
import static org.attestry.agent.token.TokenReason.NOT_YET_VALID;
import static org.attestry.agent.token.TokenReason.SIGNATURE;
import static org.attestry.agent.token.TokenReason.TYPE;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import org.attestry.bytes.Bytes;

/**
 * Verifies attestation results of the service: an EAR as a JWT, signed by a key that the caller was told of.
 *
 * <p>The key is found by its name alone and decides the algorithm; no claim is read before the signature holds; issuer, audience and
 * end are required of every token. RFC 8725 says why for each.
 */
public final class TokenVerifier {
    /** The media type of an EAR token, as {@code typ} has it. */
    public static final String TYPE_NAME = "ear+jwt";

    /** What a token says of a nonce that the issuer made; every other word, and silence, is somebody else's. */
    private static final String ISSUERS = "challenge";

    private static final String NOT_THE_ISSUERS =
            "the issuer did not choose the nonce: only who knows that nonce can tell that the evidence is fresh";

    private final TokenKeys keys;
    private final TokenRules rules;
    private final Clock clock;

    /**
     * @param keys the issuer's
     * @param rules what a token has to say
     * @param clock tells when a token is looked at
     */
    public TokenVerifier(TokenKeys keys, TokenRules rules, Clock clock) {
        this.keys = keys;
        this.rules = rules;
        this.clock = clock;
    }

    /** The same but for whose nonce a token has to answer. */
    public TokenVerifier expecting(ExpectedFreshness freshness) {
        return new TokenVerifier(keys, rules.expecting(freshness), clock);
    }

    /**
     * The same but for whom a token has to be for.
     *
     * @throws IllegalArgumentException if that is nobody
     */
    public TokenVerifier forAudience(String audience) {
        return new TokenVerifier(keys, rules.forAudience(audience), clock);
    }

    /**
     * The token, verified, or why it is not believed.
     *
     * @param token in compact form, without white space around it
     * @throws KeysUnavailable if the issuer's keys cannot be had: no verdict
     */
    public TokenVerdict verify(String token) throws KeysUnavailable {
        try {
            return check(token);
        } catch (Refusal refusal) {
            return refusal.verdict();
        }
    }

    private VerifiedToken check(String token) throws KeysUnavailable {
        var jws = CompactJws.parse(token);
        require(jws.type().equals(TYPE_NAME), TYPE, "typ is not " + TYPE_NAME);
        var key = keys.byId(jws.keyId()).orElseThrow(() -> new Refusal(KEY, "no signing key of this kid"));
        require(key.algorithm().equals(jws.algorithm()), ALGORITHM, "alg is not " + key.algorithm() + ", the key's");
        require(key.signed(jws.signed(), jws.signature()), SIGNATURE, "of the key that kid names");
        var claims = TokenClaims.read(jws.payload());
        requireIssuer(claims);
        require(claims.audience().equals(rules.audience()), AUDIENCE, "aud");
        requireTimes(claims, clock.instant());
        var verified = new VerifiedToken(token, key.id(), claims);
        requireFresh(verified);
        return verified;
    }

    private void requireFresh(VerifiedToken token) {
        switch (rules.freshness()) {
            case ExpectedFreshness.Nonce(var nonce) ->
                require(token.nonce().equals(Optional.of(nonce.base64Url())), FRESHNESS, "eat_nonce");
            case ExpectedFreshness.OfTheIssuer() -> require(ofTheIssuer(token), FRESHNESS, NOT_THE_ISSUERS);
            case ExpectedFreshness.OfTheIssuerOr(var knows) ->
                require(ofTheIssuer(token) || known(token, knows), FRESHNESS, NOT_THE_ISSUERS);
        }
    }

    private static boolean ofTheIssuer(VerifiedToken token) {
        return token.freshness().equals(Optional.of(ISSUERS));
    }

    private static boolean known(VerifiedToken token, Predicate<Bytes> knows) {
        try {
            return token.nonce().map(Bytes::fromBase64Url).filter(knows).isPresent();
        } catch (IllegalArgumentException notBase64Url) {
            return false;
        }
    }

    private void requireIssuer(TokenClaims claims) {
        switch (rules.issuer()) {
            case ExpectedIssuer.Named(var issuer) -> require(claims.issuer().equals(issuer), ISSUER, "iss");
            case ExpectedIssuer.HolderOfTheKeys() -> {}
        }
    }

    private void requireTimes(TokenClaims claims, Instant now) {
        var life = Duration.between(claims.issuedAt(), claims.expiresAt());
        require(life.isPositive() && life.compareTo(rules.longestLife()) <= 0, LIFETIME, "exp - iat");
        require(now.isBefore(claims.expiresAt().plus(rules.skew())), EXPIRED, "exp");
        require(!now.isBefore(claims.issuedAt().minus(rules.skew())), NOT_YET_VALID, "iat");
        require(!now.isBefore(claims.notBefore().minus(rules.skew())), NOT_YET_VALID, "nbf");
    }
}
