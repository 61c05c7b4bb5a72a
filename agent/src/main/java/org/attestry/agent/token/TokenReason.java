package org.attestry.agent.token;

import java.util.Locale;

/** Why a token is not believed, in the order in which it is looked at. The names are durable: command lines print them, problems carry them. */
public enum TokenReason {
    /** Longer than any token of the service. */
    TOO_LARGE,
    /** Not three segments of canonical base64url with a JSON object each in the first two. */
    MALFORMED,
    /** A header member other than {@code alg}, {@code kid} and {@code typ}, or one of these missing. */
    HEADER,
    /** {@code typ} is not that of an attestation result. */
    TYPE,
    /** No key of that name, or none that may sign. */
    KEY,
    /** {@code alg} is not the algorithm of the key. */
    ALGORITHM,
    /** The signature does not hold. */
    SIGNATURE,
    /** A claim is missing or of another type. */
    CLAIMS,
    /** Issued by somebody else. */
    ISSUER,
    /** Issued for somebody else. */
    AUDIENCE,
    /** Lives longer than the issuer ever grants, or ends before it begins. */
    LIFETIME,
    /** No longer valid. */
    EXPIRED,
    /** Not valid yet. */
    NOT_YET_VALID,
    /** The evidence answered another nonce, or one that the issuer did not choose. */
    FRESHNESS,
    /** Another node was attested. */
    NODE,
    /** Bound to another key than was shown, or to none, or to one where none was shown. */
    CONFIRMATION;

    /** The name as written outside: lower case, words joined by {@code _}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
