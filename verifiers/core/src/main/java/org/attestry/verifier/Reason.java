package org.attestry.verifier;

import java.util.Locale;

/** Why evidence was refused or no conclusion reached. The names are durable: callers, audit records and problem types use them. */
public enum Reason {
    /** The bytes are not of the format. */
    MALFORMED(Outcome.MALFORMED),
    /** The format is known, this version of it is not. */
    UNSUPPORTED_VERSION(Outcome.MALFORMED),
    /** An algorithm that the format does not allow here. */
    UNSUPPORTED_ALGORITHM(Outcome.MALFORMED),
    /** The format is not the one that this verifier was asked for. */
    WRONG_FORMAT(Outcome.MALFORMED),
    /** A TEE that cannot be attested by evidence of this kind. */
    NOT_ATTESTABLE(Outcome.MALFORMED),
    /** The chain does not lead to a trust root. */
    CHAIN_UNTRUSTED(Outcome.UNTRUSTED_CHAIN),
    /** A certificate breaks the vendor's profile. */
    CERT_PROFILE(Outcome.UNTRUSTED_CHAIN),
    /** A certificate of the chain is revoked. */
    CERT_REVOKED(Outcome.UNTRUSTED_CHAIN),
    /** A revocation list is not signed by the issuer that it speaks for. */
    CRL_UNTRUSTED(Outcome.UNTRUSTED_CHAIN),
    /** A certificate, list or piece of collateral is past its validity. */
    EXPIRED(Outcome.EXPIRED),
    /** A certificate, list or piece of collateral is not valid yet. */
    NOT_YET_VALID(Outcome.EXPIRED),
    /** The signature over the evidence does not hold. */
    SIGNATURE_INVALID(Outcome.TAMPERED),
    /** The evidence names another platform than the endorsement. */
    PLATFORM_MISMATCH(Outcome.TAMPERED),
    /** The evidence names other security versions than the endorsement. */
    TCB_MISMATCH(Outcome.TAMPERED),
    /** A further endorsement does not hold or does not agree with the evidence. */
    ENDORSEMENT_MISMATCH(Outcome.TAMPERED),
    /** The evidence is bound to another challenge. */
    NONCE_MISMATCH(Outcome.NONCE_MISMATCH),
    /** The verification key's endorsement is not available. */
    NO_ENDORSEMENT(Outcome.NO_ENDORSEMENT),
    /** Collateral for this platform is not available. */
    NO_COLLATERAL(Outcome.NO_COLLATERAL),
    /** No verifier for this TEE is installed. */
    UNKNOWN_TEE(Outcome.IMPLEMENTATION_DEFINED),
    /** The verifier failed on this evidence; what failed stands in the operator's log. */
    VERIFIER_FAILED(Outcome.TAMPERED);

    private final Outcome outcome;

    Reason(Outcome outcome) {
        this.outcome = outcome;
    }

    /** What a verdict with this reason comes to. */
    public Outcome outcome() {
        return outcome;
    }

    /** The name as written outside: lower case, words joined by {@code _}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
