package org.attestry.verifier.crypto;

/** The provider says yes where it must say no, or no where it must say yes. The process that sees this must not verify anything. */
public final class SelfTestFailed extends RuntimeException {
    /** {@code what} names the provider and the vector. */
    public SelfTestFailed(String what) {
        super(what);
    }
}
