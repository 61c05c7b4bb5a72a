package org.attestry.verifier.testing;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.Curve;
import org.attestry.verifier.crypto.EcdsaSignature;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
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
}
