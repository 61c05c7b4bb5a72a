package org.attestry.verifier.crypto;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;

/** A public key made ready by a provider: answers whether a signature holds, and throws for no signature whatever. */
public final class VerifyingKey {
    private final PublicKeyInfo info;
    private final Primitive primitive;

    VerifyingKey(PublicKeyInfo info, Primitive primitive) {
        this.info = info;
        this.primitive = primitive;
    }

    /** The provider's answer for this key, asked only with signatures of the right length and range. */
    interface Primitive {
        boolean verifies(SignatureScheme scheme, byte[] message, byte[] signature);
    }

    /** The key as it was given. */
    public PublicKeyInfo info() {
        return info;
    }

    /**
     * Whether {@code signature} over {@code message} holds; an ECDSA signature is DER here. False as well where the scheme is not one
     * for this kind of key.
     */
    public boolean verifies(SignatureScheme scheme, Bytes message, Bytes signature) {
        return switch (info) {
            case PublicKeyInfo.Ec _
            when scheme.family() == SignatureScheme.Family.ECDSA -> verifiesDer(scheme, message, signature);
            case PublicKeyInfo.Rsa rsa
            when scheme.family() == SignatureScheme.Family.RSA_PSS
                    || scheme.family() == SignatureScheme.Family.RSA_PKCS1 ->
                signature.size() == (rsa.modulus().bitLength() + 7) / 8
                        && primitive.verifies(scheme, message.toArray(), signature.toArray());
            case PublicKeyInfo.Ed25519 _
            when scheme.family() == SignatureScheme.Family.ED25519 ->
                signature.size() == 64 && primitive.verifies(scheme, message.toArray(), signature.toArray());
            case PublicKeyInfo.Ec _, PublicKeyInfo.Rsa _, PublicKeyInfo.Ed25519 _ -> false;
        };
    }

    /** Whether the ECDSA signature over {@code message} holds; false where this is no EC key or r or s is out of range. */
    public boolean verifies(SignatureScheme scheme, Bytes message, EcdsaSignature signature) {
        return info instanceof PublicKeyInfo.Ec ec
                && scheme.family() == SignatureScheme.Family.ECDSA
                && signature.fits(ec.curve())
                && primitive.verifies(scheme, message.toArray(), signature.toDer());
    }

    private boolean verifiesDer(SignatureScheme scheme, Bytes message, Bytes signature) {
        try {
            return verifies(scheme, message, EcdsaSignature.fromDer(signature));
        } catch (Malformed notDer) {
            return false;
        }
    }
}
