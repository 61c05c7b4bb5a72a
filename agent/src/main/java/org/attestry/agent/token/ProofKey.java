package org.attestry.agent.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.LinkedHashMap;
import org.attestry.bytes.Bytes;

/**
 * A P-256 key of the attester: its public part goes into the evidence and so into a token's {@code cnf}, its private part proves
 * whose token it is and never leaves this object.
 */
public final class ProofKey {
    private final KeyPair pair;

    private ProofKey(KeyPair pair) {
        this.pair = pair;
    }

    /** A new key. */
    public static ProofKey generate(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return new ProofKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is required of every Java platform", e);
        }
    }

    /** A key that exists. */
    public static ProofKey of(KeyPair pair) {
        if (!(pair.getPublic() instanceof ECPublicKey ec)
                || !Curve.P_256.equals(Curve.forECParameterSpec(ec.getParams()))) {
            throw new IllegalArgumentException("the attester's key is an EC key on P-256");
        }
        return new ProofKey(pair);
    }

    /** The DER SubjectPublicKeyInfo: what evidence binds. */
    public Bytes spki() {
        return Bytes.copyOf(pair.getPublic().getEncoded());
    }

    /** The public part as a JWK, members {@code kty}, {@code crv}, {@code x}, {@code y}. */
    public ECKey jwk() {
        return new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).build();
    }

    /** The pair itself, for a key agreement. */
    public KeyPair pair() {
        return pair;
    }

    /**
     * A proof that whoever presents {@code token} holds the key in its {@code cnf}: a JWS of {@code {"aud", "nonce", "iat", "ath"}},
     * {@code ath} being the SHA-256 of the token's text.
     *
     * @param audience who asks
     * @param nonce what the asker chose, 16 to 64 octets
     */
    public String prove(String token, String audience, Bytes nonce, Clock clock) {
        PossessionProof.requireNonce(nonce);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("aud", audience);
        claims.put("nonce", nonce.base64Url());
        claims.put("iat", clock.instant().getEpochSecond());
        claims.put("ath", Bytes.utf8(token).sha256().base64Url());
        return sign(new Payload(claims));
    }

    private String sign(Payload payload) {
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType(PossessionProof.TYPE_NAME))
                    .keyID(PossessionProof.KEY_ID)
                    .build();
            var proof = new JWSObject(header, payload);
            proof.sign(new ECDSASigner(
                    new ECKey.Builder(jwk()).privateKey(pair.getPrivate()).build()));
            return proof.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a P-256 key signs ES256", e);
        }
    }

    /** The thumbprint-free short form: nothing of the private part. */
    @Override
    public String toString() {
        return "ProofKey[" + spki().sha256() + "]";
    }
}
