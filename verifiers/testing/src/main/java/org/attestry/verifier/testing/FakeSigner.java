package org.attestry.verifier.testing;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.crypto.SignatureScheme;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Signs by RSA in whichever scheme is asked for, and names the scheme as certificates do. */
final class FakeSigner {
    private FakeSigner() {}

    static AlgorithmIdentifier algorithm(SignatureScheme scheme) {
        return switch (scheme) {
            case RSA_PKCS1_SHA256 -> withNull(PKCSObjectIdentifiers.sha256WithRSAEncryption);
            case RSA_PKCS1_SHA384 -> withNull(PKCSObjectIdentifiers.sha384WithRSAEncryption);
            case RSA_PKCS1_SHA512 -> withNull(PKCSObjectIdentifiers.sha512WithRSAEncryption);
            case RSA_PSS_SHA256 -> pss(NISTObjectIdentifiers.id_sha256, 32);
            case RSA_PSS_SHA384 -> pss(NISTObjectIdentifiers.id_sha384, 48);
            case RSA_PSS_SHA512 -> pss(NISTObjectIdentifiers.id_sha512, 64);
            case ECDSA_SHA256, ECDSA_SHA384, ECDSA_SHA512, ED25519 -> throw new IllegalArgumentException(scheme + "");
        };
    }

    static Bytes sign(SignatureScheme scheme, PrivateKey key, Bytes message) {
        try {
            var signer = signature(scheme);
            signer.initSign(key);
            signer.update(message.toArray());
            return Bytes.copyOf(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(scheme + " with this key", e);
        }
    }

    private static Signature signature(SignatureScheme scheme) throws GeneralSecurityException {
        if (scheme.family() != SignatureScheme.Family.RSA_PSS) {
            return Signature.getInstance(scheme.hash().replace("-", "") + "withRSA");
        }
        var signer = Signature.getInstance("RSASSA-PSS");
        var mask = new MGF1ParameterSpec(scheme.hash());
        signer.setParameter(new PSSParameterSpec(scheme.hash(), "MGF1", mask, scheme.hashSize(), 1));
        return signer;
    }

    private static AlgorithmIdentifier withNull(ASN1ObjectIdentifier oid) {
        return new AlgorithmIdentifier(oid, DERNull.INSTANCE);
    }

    private static AlgorithmIdentifier pss(ASN1ObjectIdentifier hash, int salt) {
        var digest = withNull(hash);
        var mask = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, digest);
        var params = new RSASSAPSSparams(digest, mask, new ASN1Integer(salt), RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, params);
    }
}
