package org.attestry.agent.token;

import java.util.Optional;

/** The keys of an issuer, found by name only: nothing that stands in a token leads to a key. */
public interface TokenKeys {
    /**
     * The key that is called {@code id}; empty where the issuer has none of that name.
     *
     * @throws KeysUnavailable if the issuer's keys cannot be had, so that nothing can be said of the token
     */
    Optional<TokenKey> byId(String id) throws KeysUnavailable;
}
