package org.attestry.agent.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.AttesterKeys;

/**
 * A public key that evidence proves, in both forms that it travels in.
 *
 * @param spki the DER SubjectPublicKeyInfo, which the evidence binds
 * @param jwk the same key as a JWK with its required members only, which the service is told
 */
public record BoundKey(Bytes spki, JsonNode jwk) {
    /** The public part of an attester's own key. */
    public static BoundKey of(ProofKey key) {
        return new BoundKey(key.spki(), required(key.jwk()));
    }

    /**
     * The key that {@code jwk} is: one that the service takes. Others are refused here, in the service's words, before evidence is made.
     *
     * @throws IllegalArgumentException if it is another, or has a private part; the message is for whoever sent it
     */
    public static BoundKey parse(JsonNode jwk) {
        try {
            return of(JWK.parse(jwk.toString()));
        } catch (ParseException e) {
            throw new IllegalArgumentException(AttesterKeys.OTHER, e);
        }
    }

    /**
     * The same of a JWK that is read.
     *
     * @throws IllegalArgumentException likewise
     */
    static BoundKey of(JWK key) {
        try {
            if (key.isPrivate()) throw new IllegalArgumentException(AttesterKeys.SECRET);
            var canonical = canonical(key);
            if (!canonical.getRequiredParams().equals(key.getRequiredParams()))
                throw new IllegalArgumentException(AttesterKeys.OTHER);
            var spki = ((AsymmetricJWK) canonical).toPublicKey().getEncoded();
            return new BoundKey(Bytes.copyOf(spki), required(canonical));
        } catch (JOSEException e) {
            throw new IllegalArgumentException(AttesterKeys.OTHER, e);
        }
    }

    /** Whether {@code other} is this very key, with whatever else it says of itself. */
    boolean is(JWK other) {
        try {
            return of(other).spki().equals(spki);
        } catch (IllegalArgumentException anotherKind) {
            return false;
        }
    }

    private static JsonNode required(JWK key) {
        return StrictJson.read(
                JSONObjectUtils.toJSONString(new LinkedHashMap<String, Object>(key.getRequiredParams())));
    }

    /** The same key with each number in the one form that RFC 7518 has for it; that a point is on its curve is seen when it is parsed. */
    private static JWK canonical(JWK key) throws JOSEException {
        return switch (key) {
            case ECKey ec
            when AttesterKeys.take(ec.toECPublicKey()) -> new ECKey.Builder(ec.getCurve(), ec.toECPublicKey()).build();
            case RSAKey rsa
            when AttesterKeys.take(rsa.toRSAPublicKey()) -> new RSAKey.Builder(rsa.toRSAPublicKey()).build();
            default -> throw new IllegalArgumentException(AttesterKeys.OTHER);
        };
    }
}
