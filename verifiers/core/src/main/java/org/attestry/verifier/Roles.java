package org.attestry.verifier;

import java.util.Set;

/** The names under which files accompany evidence; durable, since command lines, configurations and audit records use them. */
public final class Roles {
    /** A certificate or public key believed as it stands. Comes from the verifier's configuration only. */
    public static final String TRUST_ROOT = "trust_root";
    /** A certificate between the trust root and the key that signed the evidence. */
    public static final String INTERMEDIATE = "intermediate";
    /** The certificate of the key that signed the evidence (VCEK, VLEK, …). */
    public static final String ENDORSEMENT_KEY_CERT = "endorsement_key_cert";
    /** A certificate revocation list. */
    public static final String CRL = "crl";

    /** Every role that endorsements have. */
    public static final Set<String> OF_ENDORSEMENTS = Set.of(TRUST_ROOT, INTERMEDIATE, ENDORSEMENT_KEY_CERT, CRL);

    private Roles() {}
}
