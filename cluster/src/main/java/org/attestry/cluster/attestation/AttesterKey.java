package org.attestry.cluster.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.Set;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Wire;

/**
 * A public key of the attester: EC on P-256, P-384 or P-521, or RSA of 2048 to 8192 bits.
 *
 * @param jwk its required members and nothing else: evidence binds no other, so that none may come into a token (RFC 7517)
 * @param spki the DER SubjectPublicKeyInfo, which the evidence binds
 */
public record AttesterKey(JsonNode jwk, Bytes spki) {
    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);

    /**
     * The key that {@code json} is; agents refuse the same keys in the same words, so that a change here is one there.
     *
     * @throws IllegalArgumentException if it is another, or holds a private part; the message is for whoever sent it
     */
    static AttesterKey parse(JsonNode json) {
        try {
            var jwk = JWK.parse(json.toString());
            require(!jwk.isPrivate(), "\"key\" holds a private or a symmetric key: send a public key only");
            var bare = bare(jwk);
            if (!bare.getRequiredParams().equals(jwk.getRequiredParams())) throw other();
            var spki = ((AsymmetricJWK) bare).toPublicKey().getEncoded();
            return new AttesterKey(Wire.tree(Bytes.utf8(bare.toString())), Bytes.copyOf(spki));
        } catch (ParseException | JOSEException e) {
            throw other();
        }
    }

    /** The key and nothing else, each number in the one form that RFC 7518 has for it. */
    private static JWK bare(JWK jwk) throws JOSEException {
        if (jwk instanceof ECKey key && CURVES.contains(key.getCurve()))
            return new ECKey.Builder(key.getCurve(), key.toECPublicKey()).build();
        if (jwk instanceof RSAKey key && usual(key.toRSAPublicKey()))
            return new RSAKey.Builder(key.toRSAPublicKey()).build();
        throw other();
    }

    /** Fewer bits can be factored, more only cost whoever verifies; an exponent that is even or 1 is none. */
    private static boolean usual(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        var exponent = key.getPublicExponent();
        return bits >= 2048
                && bits <= 8192
                && exponent.testBit(0)
                && exponent.bitLength() > 1
                && exponent.bitLength() <= 32;
    }

    private static IllegalArgumentException other() {
        return new IllegalArgumentException(
                "\"key\" is not an EC key on P-256, P-384 or P-521, nor an RSA key of 2048 to"
                        + " 8192 bits, as RFC 7518 writes them");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException(otherwise);
    }
}
