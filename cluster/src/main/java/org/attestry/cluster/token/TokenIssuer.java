package org.attestry.cluster.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Wire;
import org.attestry.cluster.keyring.Keys;

/**
 * Signs a recorded result as a token: an EAR (draft-fv-rats-ear) in a JWT, ES256.
 *
 * <p>There is no way here to sign anything but a {@link Grant}, and a grant names the audit leaf of the event that is already durable.
 */
public final class TokenIssuer {
    /** The type in a token's header; tokens of other types are not results. */
    public static final JOSEObjectType TYPE = new JOSEObjectType("ear+jwt");

    private final Supplier<String> issuer;
    private final Duration lifetime;
    private final Duration mergeDelay;
    private final Provider provider;
    private final Map<String, ECDSASigner> signers = new ConcurrentHashMap<>();

    /**
     * @param issuer the value of {@code iss}
     * @param lifetime how long a token is good for
     * @param mergeDelay within which time a record is covered by a signed checkpoint of the audit log
     * @param provider computes signatures
     */
    public TokenIssuer(Supplier<String> issuer, Duration lifetime, Duration mergeDelay, Provider provider) {
        this.issuer = issuer;
        this.lifetime = lifetime;
        this.mergeDelay = mergeDelay;
        this.provider = provider;
    }

    /**
     * What a token is made of.
     *
     * @param recordId the audit record, also {@code jti}
     * @param leaf the hash of its leaf
     * @param node the node
     * @param freshness who brought the nonce
     * @param nonce the nonce, {@code eat_nonce}
     * @param result the result's canonical JSON
     * @param audience who the token is for
     * @param confirmation the key that the evidence proved, as a public JWK
     * @param at when it was decided
     */
    public record Grant(
            String recordId,
            Bytes leaf,
            String node,
            String freshness,
            Bytes nonce,
            Bytes result,
            String audience,
            Optional<JsonNode> confirmation,
            Instant at) {}

    /** A token and when it ends. */
    public record Token(String jwt, Instant expiresAt) {}

    /** Signs {@code grant} with {@code key}; the lifetime counts from the decision, so that signing again extends nothing. */
    public Token sign(Grant grant, Keys.Signing key) {
        var expiresAt = grant.at().plus(lifetime);
        var claims = (ObjectNode) Wire.tree(grant.result());
        claims.put("iss", issuer.get())
                .put("aud", grant.audience())
                .put("iat", grant.at().getEpochSecond())
                .put("exp", expiresAt.getEpochSecond())
                .put("jti", grant.recordId())
                .put("eat_nonce", grant.nonce().base64Url());
        claims.putObject("attestry")
                .put("node", grant.node())
                .put("record", grant.recordId())
                .put("leaf", grant.leaf().hex())
                .put("merge_delay", mergeDelay.toSeconds())
                .put("freshness", grant.freshness());
        grant.confirmation().ifPresent(jwk -> claims.putObject("cnf").set("jwk", jwk));
        return new Token(signed(claims.toString(), key), Instant.ofEpochSecond(expiresAt.getEpochSecond()));
    }

    private String signed(String claims, Keys.Signing key) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID(key.span().kid())
                    .type(TYPE)
                    .build();
            var token = new JWSObject(header, new Payload(claims));
            token.sign(signer(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    private ECDSASigner signer(Keys.Signing key) {
        return signers.computeIfAbsent(key.span().kid(), _ -> newSigner(key));
    }

    private ECDSASigner newSigner(Keys.Signing key) {
        try {
            var signer = new ECDSASigner(key.key());
            signer.getJCAContext().setProvider(provider);
            return signer;
        } catch (JOSEException e) {
            throw new IllegalStateException("a signing key does not fit ES256", e);
        }
    }
}
