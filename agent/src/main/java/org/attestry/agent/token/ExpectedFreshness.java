package org.attestry.agent.token;

import java.util.function.Predicate;
import org.attestry.bytes.Bytes;

/** Whose nonce the evidence behind a token has to answer: without one that somebody trusted has chosen, evidence may be of any age. */
public sealed interface ExpectedFreshness {
    /** A challenge of the issuer, and the token has to say so: one with a relying party's nonce, or silent on it, is not believed. */
    record OfTheIssuer() implements ExpectedFreshness {}

    /** A challenge of the issuer, or a nonce that the caller {@code knows} to be new by itself. */
    record OfTheIssuerOr(Predicate<Bytes> knows) implements ExpectedFreshness {}

    /** The nonce of the caller ({@code eat_nonce}, RFC 9711 section 4.1). */
    record Nonce(Bytes nonce) implements ExpectedFreshness {
        public Nonce {
            if (nonce.isEmpty()) throw new IllegalArgumentException("a nonce has at least one octet");
        }
    }
}
