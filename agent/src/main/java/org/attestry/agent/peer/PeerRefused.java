package org.attestry.agent.peer;

/** The handshake ends here; thrown inside this package, turned into a result once. Carries no stack trace. */
final class PeerRefused extends RuntimeException {
    private final transient PeerResult.Refused result;

    PeerRefused(PeerResult.Why why, String detail) {
        super(why.wireName() + ": " + detail, null, false, false);
        this.result = new PeerResult.Refused(why, detail);
    }

    PeerResult.Refused result() {
        return result;
    }
}
