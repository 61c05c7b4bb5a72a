package org.attestry.cluster.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Wire;
import org.attestry.verifier.crypto.AttesterKeys;

/**
 * A public key of the attester, one of {@link AttesterKeys}.
 *
 * @param jwk its required members and nothing else: evidence binds no other, so that none may come into a token (RFC 7517)
 * @param spki the DER SubjectPublicKeyInfo, which the evidence binds
 */
public record AttesterKey(JsonNode jwk, Bytes spki) {
    /**
     * The key that {@code json} is.
     *
     * @throws IllegalArgumentException if it is another, or holds a private part; the message is for whoever sent it
     */
    static AttesterKey parse(JsonNode json) {
        try {
            var jwk = JWK.parse(json.toString());
            if (jwk.isPrivate()) throw new IllegalArgumentException(AttesterKeys.SECRET);
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
        if (jwk instanceof ECKey key && AttesterKeys.take(key.toECPublicKey()))
            return new ECKey.Builder(key.getCurve(), key.toECPublicKey()).build();
        if (jwk instanceof RSAKey key && AttesterKeys.take(key.toRSAPublicKey()))
            return new RSAKey.Builder(key.toRSAPublicKey()).build();
        throw other();
    }

    private static IllegalArgumentException other() {
        return new IllegalArgumentException(AttesterKeys.OTHER);
    }
}
