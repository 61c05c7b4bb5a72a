package org.attestry.agent.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;

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
     * The key that {@code jwk} is: EC on P-256, P-384 or P-521, or Ed25519.
     *
     * @throws IllegalArgumentException if it is another, or has a private part; the message is for whoever sent it
     */
    public static BoundKey parse(JsonNode jwk) {
        try {
            var key = JWK.parse(jwk.toString());
            if (key.isPrivate())
                throw new IllegalArgumentException("a private key was sent; send the public part, and make a new key");
            return new BoundKey(spki(key), required(key));
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException("not a public key of a supported kind", e);
        }
    }

    private static JsonNode required(JWK key) {
        return StrictJson.read(
                JSONObjectUtils.toJSONString(new LinkedHashMap<String, Object>(key.getRequiredParams())));
    }

    private static Bytes spki(JWK key) throws JOSEException {
        return switch (key) {
            case ECKey ec
            when !Curve.SECP256K1.equals(ec.getCurve()) ->
                Bytes.copyOf(ec.toECPublicKey().getEncoded());
            case OctetKeyPair pair when Curve.Ed25519.equals(pair.getCurve()) -> Ed25519.spki(pair);
            default -> throw new IllegalArgumentException("keys are EC on P-256, P-384 or P-521, or Ed25519");
        };
    }
}
