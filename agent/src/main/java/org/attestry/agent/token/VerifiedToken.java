package org.attestry.agent.token;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import org.attestry.agent.json.Shape;
import org.attestry.bytes.Bytes;

/**
 * A token that is the issuer's, for this audience, and valid at the instant of the check. Only {@link TokenVerifier} makes one.
 *
 * <p>A token without {@link #confirmation} is worth what a bearer makes of it; with one, ask for a {@link PossessionProof}.
 */
public final class VerifiedToken implements TokenVerdict {
    private final String text;
    private final String keyId;
    private final TokenClaims claims;

    VerifiedToken(String text, String keyId, TokenClaims claims) {
        this.text = text;
        this.keyId = keyId;
        this.claims = claims;
    }

    /** The name of the key that signed. */
    public String keyId() {
        return keyId;
    }

    /** Who issued it ({@code iss}). */
    public String issuer() {
        return claims.issuer();
    }

    /** Whom it is for ({@code aud}). */
    public String audience() {
        return claims.audience();
    }

    /** Its own name ({@code jti}). */
    public String id() {
        return claims.id();
    }

    /** When it was issued ({@code iat}). */
    public Instant issuedAt() {
        return claims.issuedAt();
    }

    /** When it ends ({@code exp}). */
    public Instant expiresAt() {
        return claims.expiresAt();
    }

    /** The worst of {@link #submodules}. */
    public EarStatus status() {
        return claims.status();
    }

    /** The status of each part, by the name of the part. */
    public SortedMap<String, EarStatus> submodules() {
        return Collections.unmodifiableSortedMap(claims.submodules());
    }

    /** The node that was attested, where the token names it. */
    public Optional<String> node() {
        return detail("node");
    }

    /** The audit record of the attestation, where the token names it. */
    public Optional<String> record() {
        return detail("record");
    }

    /** Who chose the nonce, {@code challenge} or {@code relying-party}, where the token says so. */
    public Optional<String> freshness() {
        return detail("freshness");
    }

    /** The nonce that the evidence answered, as the token has it ({@code eat_nonce}, base64url). */
    public Optional<String> nonce() {
        return Optional.of(claims.all().json().path("eat_nonce"))
                .filter(value -> value.isTextual())
                .map(value -> value.textValue());
    }

    /** The key that the evidence proved ({@code cnf.jwk}, RFC 7800 section 3.2). */
    public Optional<JWK> confirmation() {
        return claims.confirmation();
    }

    /** All claims, as one JSON object. */
    public String claimsJson() {
        return claims.all().json().toString();
    }

    /** SHA-256 of the token's text: what a proof of possession names it by. */
    public Bytes digest() {
        return Bytes.utf8(text).sha256();
    }

    private Optional<String> detail(String name) {
        return claims.all()
                .group("attestry")
                .map(Shape::json)
                .map(json -> json.path(name))
                .filter(value -> value.isTextual())
                .map(value -> value.textValue());
    }

    /** Without the token itself: who holds the text may present it. */
    @Override
    public String toString() {
        return "VerifiedToken[" + id() + ", " + status() + ", until " + expiresAt() + "]";
    }
}
