package org.attestry.verifier.crypto;

/** How a signature is made: family and hash. The curve or modulus comes from the key, never from the signature. */
public enum SignatureScheme {
    ECDSA_SHA256(Family.ECDSA, "SHA-256", 32),
    ECDSA_SHA384(Family.ECDSA, "SHA-384", 48),
    ECDSA_SHA512(Family.ECDSA, "SHA-512", 64),
    RSA_PSS_SHA256(Family.RSA_PSS, "SHA-256", 32),
    RSA_PSS_SHA384(Family.RSA_PSS, "SHA-384", 48),
    RSA_PSS_SHA512(Family.RSA_PSS, "SHA-512", 64),
    RSA_PKCS1_SHA256(Family.RSA_PKCS1, "SHA-256", 32),
    RSA_PKCS1_SHA384(Family.RSA_PKCS1, "SHA-384", 48),
    RSA_PKCS1_SHA512(Family.RSA_PKCS1, "SHA-512", 64),
    ED25519(Family.ED25519, "SHA-512", 64);

    /** Which kind of key can make it, and how it is encoded. */
    public enum Family {
        ECDSA,
        /** RSASSA-PSS with MGF1 of the same hash, a salt as long as the hash and trailer 0xbc (RFC 8017 section 8.1). */
        RSA_PSS,
        /** RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2). */
        RSA_PKCS1,
        ED25519
    }

    private final Family family;
    private final String hash;
    private final int hashSize;

    SignatureScheme(Family family, String hash, int hashSize) {
        this.family = family;
        this.hash = hash;
        this.hashSize = hashSize;
    }

    /** The family. */
    public Family family() {
        return family;
    }

    /** The hash by its JCA name. */
    public String hash() {
        return hash;
    }

    /** Octets of the hash. */
    public int hashSize() {
        return hashSize;
    }
}
