package org.attestry.agent.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Set;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;

/**
 * A public key that evidence proves, in both forms that it travels in.
 *
 * @param spki the DER SubjectPublicKeyInfo, which the evidence binds
 * @param jwk the same key as a JWK with its required members only, which the service is told
 */
public record BoundKey(Bytes spki, JsonNode jwk) {
    private static final String SECRET = "\"key\" holds a private or a symmetric key: send a public key only";
    private static final String OTHER = "\"key\" is not an EC key on P-256, P-384 or P-521, nor an RSA key of 2048 to"
            + " 8192 bits, as RFC 7518 writes them";
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

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
            var key = JWK.parse(jwk.toString());
            if (key.isPrivate()) throw new IllegalArgumentException(SECRET);
            var canonical = canonical(key);
            if (!canonical.getRequiredParams().equals(key.getRequiredParams()))
                throw new IllegalArgumentException(OTHER);
            var spki = ((AsymmetricJWK) canonical).toPublicKey().getEncoded();
            return new BoundKey(Bytes.copyOf(spki), required(canonical));
        } catch (ParseException | JOSEException e) {
            throw new IllegalArgumentException(OTHER, e);
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
            when CURVES.contains(ec.getCurve()) -> new ECKey.Builder(ec.getCurve(), ec.toECPublicKey()).build();
            case RSAKey rsa
            when isOfUsualSize(rsa.toRSAPublicKey()) -> new RSAKey.Builder(rsa.toRSAPublicKey()).build();
            default -> throw new IllegalArgumentException(OTHER);
        };
    }

    private static boolean isOfUsualSize(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        var exponent = key.getPublicExponent();
        return bits >= 2048
                && bits <= 8192
                && exponent.testBit(0)
                && exponent.bitLength() > 1
                && exponent.bitLength() <= Integer.SIZE;
    }
}
