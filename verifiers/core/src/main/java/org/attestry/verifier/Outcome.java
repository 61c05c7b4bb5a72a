package org.attestry.verifier;

import java.util.Locale;

/** What a verdict comes to, in the vocabulary that test vectors and command lines use. */
public enum Outcome {
    /** Signatures, chain, freshness and collateral are good. Policy has not spoken yet. */
    VERIFIED,
    /** Understood, but nothing in it can be checked by cryptography. */
    PARSED,
    /** A signature, digest or MAC does not hold. */
    TAMPERED,
    /** Not of the format. */
    MALFORMED,
    /** Authentic, but bound to another challenge. */
    NONCE_MISMATCH,
    /** The chain does not end in a trust root, or a key is not bound to another as it must be. */
    UNTRUSTED_CHAIN,
    /** Something was not valid at the instant. */
    EXPIRED,
    /** The key or endorsement that would decide is not available. */
    NO_ENDORSEMENT,
    /** The signature chain is good, collateral for this platform is not available. */
    NO_COLLATERAL,
    /** The signature is good, a mandatory claim is missing or invalid. */
    CLAIMS_INVALID,
    /** The log does not replay to the quoted registers. */
    EVENTLOG_MISMATCH,
    /** The log replays, but the data of an event does not hash to its digest. */
    EVENTLOG_DATA_MISMATCH,
    /** No TCB level matches. */
    TCB_NOT_SUPPORTED,
    /** The quoting enclave's report does not match its identity. */
    QE_IDENTITY_MISMATCH,
    /** A token without a signature. */
    UNSIGNED,
    /** A log with a prefix that matches, and later entries that nothing vouches for. */
    VERIFIED_WITH_TRAILING_ENTRIES,
    /** The specification allows both, and this product has decided. */
    IMPLEMENTATION_DEFINED;

    /** The name as written outside: lower case, words joined by {@code _}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
