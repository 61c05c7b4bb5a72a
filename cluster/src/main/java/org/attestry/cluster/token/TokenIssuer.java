package org.attestry.cluster.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Members;
import org.attestry.cluster.http.Wire;
import org.attestry.cluster.keyring.Keys;
import org.jspecify.annotations.Nullable;

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
    private final Map<String, Signer> signers = new ConcurrentHashMap<>();

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

    /** A token, in compact serialization, and when it ends. */
    public record Token(Bytes jwt, Instant expiresAt) {}

    /** When a token ends of what was decided at {@code at}. */
    public Instant endOf(Instant at) {
        return at.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Signs {@code grant} with {@code key}; the lifetime counts from the decision, so that signing again extends nothing. */
    public Token sign(Grant grant, Keys.Signing key) {
        var expiresAt = endOf(grant.at());
        var claims = new Registered(
                issuer.get(),
                grant.audience(),
                grant.at().getEpochSecond(),
                expiresAt.getEpochSecond(),
                grant.recordId(),
                grant.nonce(),
                new Origin(
                        grant.node(), grant.recordId(), grant.leaf().hex(), mergeDelay.toSeconds(), grant.freshness()),
                grant.confirmation().map(Confirmation::new).orElse(null));
        var all = new Members()
                .of(grant.result())
                .of(Bytes.copyOf(Wire.write(claims)))
                .octets();
        return new Token(signed(all, key), expiresAt);
    }

    /** The claims of the JWT itself; a result's, which {@code Appraisal} writes, stand before them and have other names. */
    private record Registered(
            String iss,
            String aud,
            long iat,
            long exp,
            String jti,
            Bytes eatNonce,
            Origin attestry,
            @Nullable Confirmation cnf) {}

    private record Origin(String node, String record, String leaf, long mergeDelay, String freshness) {}

    private record Confirmation(JsonNode jwk) {}

    /** JWS compact serialization (RFC 7515 section 7.1). */
    private Bytes signed(byte[] claims, Keys.Signing key) {
        var signer = signers.computeIfAbsent(key.span().kid(), _ -> newSigner(key));
        var input = signingInput(signer.encodedHeader(), claims);
        try {
            var signature =
                    signer.signer().sign(signer.header(), input).toString().getBytes(StandardCharsets.US_ASCII);
            return Bytes.written(
                    input.length + 1 + signature.length,
                    out -> out.put(input).put((byte) '.').put(signature));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token could not be signed", e);
        }
    }

    /** JWS signing input (RFC 7515 section 5.1). */
    private static byte[] signingInput(String encodedHeader, byte[] claims) {
        var payload = Base64.getUrlEncoder().withoutPadding().encode(claims);
        return ByteBuffer.allocate(encodedHeader.length() + 1 + payload.length)
                .put(encodedHeader.getBytes(StandardCharsets.US_ASCII))
                .put((byte) '.')
                .put(payload)
                .array();
    }

    /** A key ready for use, with the header of what it signs, which is written once. */
    private record Signer(JWSHeader header, String encodedHeader, ECDSASigner signer) {}

    private Signer newSigner(Keys.Signing key) {
        try {
            // Translated once: a provider that is handed another's key translates it for every signature.
            var own = (PrivateKey) KeyFactory.getInstance("EC", provider)
                    .translateKey(key.key().toECPrivateKey());
            var signer = new ECDSASigner(own, key.key().getCurve());
            signer.getJCAContext().setProvider(provider);
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .keyID(key.span().kid())
                    .type(TYPE)
                    .build();
            return new Signer(header, header.toBase64URL().toString(), signer);
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException("a signing key does not fit ES256", e);
        }
    }
}
