package org.attestry.verifier.cose;

import java.util.Arrays;
import java.util.Optional;
import org.attestry.verifier.crypto.SignatureScheme;

/** The signature algorithms of COSE (RFC 9053 section 2, RFC 8230 section 2) that are checked here. */
public enum CoseAlgorithm {
    ES256(-7, SignatureScheme.ECDSA_SHA256),
    ES384(-35, SignatureScheme.ECDSA_SHA384),
    ES512(-36, SignatureScheme.ECDSA_SHA512),
    PS256(-37, SignatureScheme.RSA_PSS_SHA256),
    PS384(-38, SignatureScheme.RSA_PSS_SHA384),
    PS512(-39, SignatureScheme.RSA_PSS_SHA512);

    private final int id;
    private final SignatureScheme scheme;

    CoseAlgorithm(int id, SignatureScheme scheme) {
        this.id = id;
        this.scheme = scheme;
    }

    /** The scheme that it stands for. */
    public SignatureScheme scheme() {
        return scheme;
    }

    /** The algorithm with this identifier. */
    public static Optional<CoseAlgorithm> of(long id) {
        return Arrays.stream(values()).filter(algorithm -> algorithm.id == id).findFirst();
    }
}
