package org.attestry.agent.peer;

import java.util.Locale;

/** What attesting two agents to each other came to, on one side. */
public sealed interface PeerResult {
    /** The other side is genuine, fresh, wanted, and holds the key of the channel. */
    record Trusted(PeerSession session) implements PeerResult {}

    /**
     * It is not, or this side cannot say.
     *
     * @param detail one sentence for an operator
     */
    record Refused(Why why, String detail) implements PeerResult {}

    /** Why there is no session. The names are durable: problem documents carry them. */
    enum Why {
        /** A message is not of the protocol. */
        MALFORMED,
        /** The session's nonce is unknown, was used, or is too old. */
        SESSION,
        /** Too many sessions are open. */
        BUSY,
        /** This side's TEE gives no evidence. */
        NO_EVIDENCE,
        /** The other side's evidence is not believed. */
        EVIDENCE,
        /** It is believed, and not what the rules want. */
        CLAIMS,
        /** The other side does not hold the key that its evidence names. */
        CONFIRMATION,
        /** The other side refused. */
        DECLINED,
        /** The other side does not answer. */
        UNREACHABLE;

        /** The name as written outside: lower case, words joined by {@code _}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
