package org.attestry.agent.token;

/** The keys of the issuer cannot be had or are no key set: a token can be neither believed nor refused. */
public final class KeysUnavailable extends Exception {
    /** {@code what} is one sentence for an operator. */
    public KeysUnavailable(String what) {
        super(what);
    }

    /** The same, with what led to it. */
    public KeysUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
