package org.attestry.agent.token;

/** Whose tokens are believed. There is no value that means "anybody's". */
public sealed interface ExpectedIssuer {
    /** The issuer of exactly this name. */
    record Named(String issuer) implements ExpectedIssuer {
        public Named {
            if (issuer.isEmpty()) throw new IllegalArgumentException("an issuer has a name");
        }
    }

    /** Whoever holds the keys, under whatever name: for a caller who was given the keys and no name. */
    record HolderOfTheKeys() implements ExpectedIssuer {}
}
