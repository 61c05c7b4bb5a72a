package org.attestry.agent.peer;

import javax.crypto.SecretKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Verdict;

/**
 * A peer that was verified, and a key that it alone shares with this side.
 *
 * <p>Whatever is sent under {@link #channelKey} comes from the very TEE whose evidence was verified: the key of the agreement stands in
 * the evidence, so a relay in between does not have it.
 */
public final class PeerSession {
    private final Verdict.Accepted verdict;
    private final Bytes transcript;
    private final Bytes peerKey;
    private final SecretKey channelKey;

    PeerSession(Verdict.Accepted verdict, Bytes transcript, Bytes peerKey, SecretKey channelKey) {
        this.verdict = verdict;
        this.transcript = transcript;
        this.peerKey = peerKey;
        this.channelKey = channelKey;
    }

    /** What the other side is. */
    public Verdict.Accepted verdict() {
        return verdict;
    }

    /** Names the session on both sides: SHA-256 over both nonces and both keys. */
    public Bytes transcript() {
        return transcript;
    }

    /** The DER SubjectPublicKeyInfo of the other side's key. */
    public Bytes peerKey() {
        return peerKey;
    }

    /** 256 bits that both sides have and nobody else. */
    public SecretKey channelKey() {
        return channelKey;
    }

    @Override
    public String toString() {
        return "PeerSession[" + transcript + "]";
    }
}
