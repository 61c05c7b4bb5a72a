package org.attestry.verifier.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.atomic.LongAdder;
import org.attestry.bytes.Malformed;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * What checks signatures: one JCA provider, held as an object and asked for by name nowhere, so that no setting of the platform
 * changes what a verifier believes. Made by {@link Cryptos}; safe for many threads.
 */
public final class CryptoProvider {
    private final String name;
    private final Provider signatures;
    private final LongAdder verifications = new LongAdder();

    CryptoProvider(String name, Provider signatures) {
        this.name = name;
        this.signatures = signatures;
    }

    /** The provider itself, for whoever signs; everything that is checked goes through {@link #key}. */
    public Provider jca() {
        return signatures;
    }

    /** Its name and version, for logs and reports. */
    public String name() {
        return name;
    }

    /** How many signatures were checked so far, whatever came out. */
    public long signatureVerifications() {
        return verifications.sum();
    }

    /**
     * Makes a key ready; costs about as much as a quarter of a verification, so keep the result.
     *
     * @throws Malformed if the provider does not take the key
     */
    public VerifyingKey key(PublicKeyInfo info) {
        return switch (info) {
            case PublicKeyInfo.Ec _ -> jca(info, "EC");
            case PublicKeyInfo.Rsa _ -> jca(info, "RSA");
            case PublicKeyInfo.Ed25519(var _, var key) -> edwards(info, key.toArray());
        };
    }

    private VerifyingKey jca(PublicKeyInfo info, String algorithm) {
        try {
            var spec = new X509EncodedKeySpec(info.der().toArray());
            var key = KeyFactory.getInstance(algorithm, signatures).generatePublic(spec);
            return new VerifyingKey(info, (scheme, message, signature) -> verify(scheme, key, message, signature));
        } catch (GeneralSecurityException e) {
            throw new Malformed("SubjectPublicKeyInfo", "the provider does not take it");
        }
    }

    /** Not through JCA: ACCP has no key factory for it unless a system property says so, and a second provider is slow to load. */
    private VerifyingKey edwards(PublicKeyInfo info, byte[] key) {
        return new VerifyingKey(info, (_, message, signature) -> {
            verifications.increment();
            return Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
        });
    }

    private boolean verify(SignatureScheme scheme, PublicKey key, byte[] message, byte[] signature) {
        verifications.increment();
        try {
            var verifier = signature(scheme);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException notASignature) {
            return false;
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a key of this provider is refused by it", e);
        }
    }

    private Signature signature(SignatureScheme scheme) {
        try {
            return switch (scheme.family()) {
                case ECDSA -> Signature.getInstance(jcaHash(scheme) + "withECDSA", signatures);
                case RSA_PKCS1 -> Signature.getInstance(jcaHash(scheme) + "withRSA", signatures);
                case RSA_PSS -> pss(scheme);
                case ED25519 -> throw new IllegalArgumentException("not through JCA");
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name + " lacks " + scheme, e);
        }
    }

    private Signature pss(SignatureScheme scheme) throws GeneralSecurityException {
        var verifier = Signature.getInstance("RSASSA-PSS", signatures);
        var mask = new MGF1ParameterSpec(scheme.hash());
        verifier.setParameter(new PSSParameterSpec(scheme.hash(), "MGF1", mask, scheme.hashSize(), 1));
        return verifier;
    }

    private static String jcaHash(SignatureScheme scheme) {
        return switch (scheme.hashSize()) {
            case 32 -> "SHA256";
            case 48 -> "SHA384";
            default -> "SHA512";
        };
    }
}
