package org.attestry.rego.bundle;

import java.util.Optional;

/** Which bundles are taken. */
public sealed interface BundleTrust {
    /** Bundles that carry no signature. One that does is refused: somebody meant it to be checked. */
    record Unsigned() implements BundleTrust {}

    /**
     * Bundles that the owner of a key signed.
     *
     * @param id what the signature must call the key, where it names one; empty for any name
     * @param algorithm of JWS, such as {@code RS256}; no other is taken, whatever the signature says
     * @param key a public key or certificate in PEM, a JWK (set), or for {@code HS…} the secret
     * @param scope what the signature must be for; empty for none
     */
    record SignedBy(Optional<String> id, String algorithm, String key, String scope) implements BundleTrust {
        @Override
        public String toString() {
            return "SignedBy[" + id.orElse("any") + ", " + algorithm + "]";
        }
    }
}
