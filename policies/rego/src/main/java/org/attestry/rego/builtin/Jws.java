package org.attestry.rego.builtin;

import java.util.Optional;
import org.attestry.rego.value.RegoObject;

/** A signed object whose signature was found good (RFC 7515, compact form). */
public record Jws(RegoObject header, RegoObject payload) {
    /**
     * Checks a signature.
     *
     * @param algorithm the one that is taken, whatever the header says
     * @param key a public key or certificate in PEM, a JWK (set), or for {@code HS…} the secret
     * @return empty where the key did not sign it, or its header names another algorithm
     * @throws BuiltinFailure where the text is no JWS, or the key is none
     */
    public static Optional<Jws> verified(String compact, String algorithm, String key) {
        return WebTokens.verified(compact, algorithm, key);
    }
}
