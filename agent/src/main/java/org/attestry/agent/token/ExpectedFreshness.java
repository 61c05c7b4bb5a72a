package org.attestry.agent.token;

import org.attestry.bytes.Bytes;

/** Whose nonce the evidence behind a token has to answer: without one that somebody trusted has chosen, evidence may be of any age. */
public sealed interface ExpectedFreshness {
    /** A challenge of the issuer: a token that the issuer says had a relying party's nonce is not believed. */
    record OfTheIssuer() implements ExpectedFreshness {}

    /** The nonce of the caller ({@code eat_nonce}, RFC 9711 section 4.1). */
    record Nonce(Bytes nonce) implements ExpectedFreshness {
        public Nonce {
            if (nonce.isEmpty()) throw new IllegalArgumentException("a nonce has at least one octet");
        }
    }
}
