package org.attestry.verifier;

import org.attestry.bytes.Bytes;

/**
 * What the evidence has to be bound to.
 *
 * <p>There is no value that means "do not check": evidence that nobody challenged is another type, and a verdict on it never
 * counts {@link Check#FRESHNESS} as passed, so that no caller who needs freshness can take it for fresh.
 */
public sealed interface Expected {
    /**
     * The evidence answers a challenge: the octets that the TEE binds (REPORT_DATA, extraData, …) must be exactly these, of this length.
     */
    record Bound(Bytes value) implements Expected {
        public Bound {
            if (value.isEmpty()) throw new IllegalArgumentException("an expected binding has at least one octet");
        }
    }

    /** Nobody challenged: stored or published evidence, looked at for what it is. */
    record Unchallenged() implements Expected {}
}
