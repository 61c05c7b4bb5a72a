package org.attestry.verifier.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.function.Function;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.Curve;
import org.attestry.verifier.crypto.EcdsaSignature;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/** A P-384 key that signs reports, some thousands a second; the same message gives the same signature (RFC 6979). */
public final class FakeEcKey {
    private static final ASN1ObjectIdentifier P384 = new ASN1ObjectIdentifier(Curve.P384.oid());
    private static final ECDomainParameters DOMAIN = new ECDomainParameters(CustomNamedCurves.getByOID(P384));

    private final BigInteger secret;
    private final Bytes publicKey;

    /** A new key; the same for the same sequence of random numbers. */
    public FakeEcKey(SecureRandom random) {
        this.secret = new BigInteger(512, random)
                .mod(Curve.P384.order().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
        var point = DOMAIN.getG().multiply(secret).normalize().getEncoded(false);
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, P384);
        this.publicKey = Asn1.der(new SubjectPublicKeyInfo(algorithm, point));
    }

    /** The DER SubjectPublicKeyInfo. */
    public Bytes publicKey() {
        return publicKey;
    }

    /** A signature over {@code message} by ECDSA with SHA-384. */
    public EcdsaSignature sign(Bytes message) {
        var signer = new ECDSASigner(new HMacDSAKCalculator(new SHA384Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
        var numbers = signer.generateSignature(message.sha384().toArray());
        return new EcdsaSignature(numbers[0], numbers[1]);
    }

    /** What signs with this key by {@code provider}: where that is native, in a fraction of the time, and never twice the same. */
    Function<Bytes, EcdsaSignature> by(Provider provider) {
        var pkcs8 = Asn1.der(pkcs8());
        try {
            var key = KeyFactory.getInstance("EC", provider).generatePrivate(new PKCS8EncodedKeySpec(pkcs8.toArray()));
            return message -> sign(message, key, provider);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(provider + " takes no P-384 key", e);
        }
    }

    private PrivateKeyInfo pkcs8() {
        try {
            var key = new ECPrivateKey(Curve.P384.order().bitLength(), secret);
            return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, P384), key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EcdsaSignature sign(Bytes message, PrivateKey key, Provider provider) {
        try {
            var signing = Signature.getInstance("SHA384withECDSA", provider);
            signing.initSign(key);
            signing.update(message.toArray());
            return EcdsaSignature.fromDer(Bytes.copyOf(signing.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(provider + " does not sign", e);
        }
    }
}
