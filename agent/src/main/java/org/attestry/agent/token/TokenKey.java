package org.attestry.agent.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/**
 * A public key with the one algorithm that it signs by: an issuer's on P-256 with ES256, P-384 with ES384, Ed25519 with EdDSA; an
 * attester's on P-256, P-384 and P-521 with ES256, ES384 and ES512, RSA with PS256.
 *
 * <p>The key decides the algorithm (RFC 8725 section 3.1); what a token says of it has to agree and decides nothing.
 */
public final class TokenKey {
    private final String id;
    private final JWSAlgorithm algorithm;
    private final JWK jwk;

    private TokenKey(String id, JWSAlgorithm algorithm, JWK jwk) {
        this.id = id;
        this.algorithm = algorithm;
        this.jwk = jwk;
    }

    /** The public part of {@code jwk}; empty where it is not a key that may sign tokens. */
    static Optional<TokenKey> of(JWK jwk) {
        return of(jwk, issuers(jwk));
    }

    /** The public part of {@code jwk}; empty where it is not a key that evidence may bind and that may sign proofs. */
    static Optional<TokenKey> ofAttester(JWK jwk) {
        return of(jwk, attesters(jwk));
    }

    private static Optional<TokenKey> of(JWK jwk, Optional<JWSAlgorithm> one) {
        if (jwk.getKeyUse() != null && !KeyUse.SIGNATURE.equals(jwk.getKeyUse())) return Optional.empty();
        if (jwk.getKeyOperations() != null && !jwk.getKeyOperations().contains(KeyOperation.VERIFY))
            return Optional.empty();
        if (jwk.getKeyID() == null || jwk.getKeyID().isEmpty()) return Optional.empty();
        return one.filter(algorithm -> jwk.getAlgorithm() == null || algorithm.equals(jwk.getAlgorithm()))
                .map(algorithm -> new TokenKey(jwk.getKeyID(), algorithm, jwk.toPublicJWK()));
    }

    private static Optional<JWSAlgorithm> issuers(JWK jwk) {
        if (jwk instanceof ECKey ec && Curve.P_256.equals(ec.getCurve())) return Optional.of(JWSAlgorithm.ES256);
        if (jwk instanceof ECKey ec && Curve.P_384.equals(ec.getCurve())) return Optional.of(JWSAlgorithm.ES384);
        if (jwk instanceof OctetKeyPair pair && Ed25519.isKey(pair)) return Optional.of(JWSAlgorithm.EdDSA);
        return Optional.empty();
    }

    /** PSS alone for RSA: its signatures are those that RFC 8017 section 8 wants of new protocols. */
    private static Optional<JWSAlgorithm> attesters(JWK jwk) {
        try {
            var _ = BoundKey.of(jwk);
            if (jwk instanceof ECKey ec && Curve.P_521.equals(ec.getCurve())) return Optional.of(JWSAlgorithm.ES512);
            return jwk instanceof RSAKey ? Optional.of(JWSAlgorithm.PS256) : issuers(jwk);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The name by which tokens call the key. */
    public String id() {
        return id;
    }

    /** The name of the one algorithm, as in the header of a JWS. */
    public String algorithm() {
        return algorithm.getName();
    }

    /** Whether {@code signature} is this key's over {@code signed}; a signature of another form is not. */
    boolean signed(Bytes signed, Bytes signature) {
        try {
            return jwk instanceof OctetKeyPair pair ? edwards(pair, signed, signature) : jose(signed, signature);
        } catch (JOSEException | GeneralSecurityException notASignature) {
            return false;
        }
    }

    private boolean jose(Bytes signed, Bytes signature) throws JOSEException {
        var header = new JWSHeader.Builder(algorithm).build();
        var verifier = jwk instanceof RSAKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier(jwk.toECKey());
        return verifier.verify(header, signed.toArray(), Base64URL.encode(signature.toArray()));
    }

    private static boolean edwards(OctetKeyPair pair, Bytes signed, Bytes signature) throws GeneralSecurityException {
        var spki = Ed25519.spki(pair);
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki.toArray())));
        verifier.update(signed.toArray());
        return verifier.verify(signature.toArray());
    }
}
