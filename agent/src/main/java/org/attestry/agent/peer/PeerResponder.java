package org.attestry.agent.peer;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;
import org.attestry.agent.peer.Handshake.Role;
import org.attestry.agent.peer.PeerMessages.Confirm;
import org.attestry.agent.peer.PeerMessages.Confirmed;
import org.attestry.agent.peer.PeerMessages.Hello;
import org.attestry.agent.peer.PeerMessages.Opened;
import org.attestry.agent.token.BoundKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/**
 * The side that is called: shows its evidence first, believes the other side only when that has shown its own and confirmed its key.
 *
 * <p>A session is called by this side's nonce and is good for one confirmation, right or wrong.
 */
public final class PeerResponder {
    private final PeerSide side;
    private final SingleUse<Pending> sessions;
    private final Consumer<PeerSession> trusted;

    private record Pending(Handshake handshake, SecretKey secret, Bytes peerKey, Evidence ownEvidence) {}

    /** An answer to send, or why there is none. */
    public sealed interface Answer<T> {
        /** The message. */
        record Message<T>(T message) implements Answer<T> {}

        /** The refusal. */
        record No<T>(PeerResult.Refused refused) implements Answer<T> {}
    }

    /**
     * @param ttl from opening a session to confirming it
     * @param capacity how many may be open at a time
     * @param trusted told of every peer that was believed, before that peer learns of it
     */
    public PeerResponder(
            Attester attester,
            LocalVerifier verifier,
            PeerRules rules,
            Clock clock,
            SecureRandom random,
            Duration ttl,
            int capacity,
            Consumer<PeerSession> trusted) {
        this.side = new PeerSide(attester, verifier, rules, random);
        this.sessions = new SingleUse<>(clock, random, ttl, capacity);
        this.trusted = trusted;
    }

    /** Opens a session and shows this side's evidence. */
    public Answer<Opened> open(Shape hello) {
        return answered(() -> opened(Hello.read(hello)));
    }

    /** Looks at the other side's evidence and confirms. */
    public Answer<Confirmed> confirm(String session, Shape confirm) {
        return answered(() -> confirmed(session, Confirm.read(confirm)));
    }

    /** Room is looked for before a key and a report are made, which cost this side far more than asking costs the other. */
    private Opened opened(Hello hello) {
        if (sessions.isFull()) throw full();
        var key = side.newKey();
        var nonce = sessions.fresh();
        var handshake = Handshake.of(hello.nonce(), nonce, hello.key().spki(), key.spki());
        var secret = handshake.agree(key, hello.key().spki());
        var evidence = side.evidence(handshake, Role.RESPONDER, key.spki());
        if (!sessions.put(nonce, new Pending(handshake, secret, hello.key().spki(), evidence))) throw full();
        return new Opened(nonce, BoundKey.of(key), evidence);
    }

    private static PeerRefused full() {
        return new PeerRefused(PeerResult.Why.BUSY, "too many sessions are open");
    }

    private Confirmed confirmed(String session, Confirm confirm) {
        var pending = pending(session);
        var handshake = pending.handshake();
        var verdict = side.believed(confirm.evidence(), handshake, Role.INITIATOR, pending.peerKey());
        var expected =
                handshake.confirmation(pending.secret(), Role.INITIATOR, confirm.evidence(), pending.ownEvidence());
        PeerSide.requireConfirmed(expected, confirm.confirmation());
        trusted.accept(new PeerSession(
                verdict, handshake.transcript(), pending.peerKey(), handshake.channelKey(pending.secret())));
        return new Confirmed(
                handshake.confirmation(pending.secret(), Role.RESPONDER, confirm.evidence(), pending.ownEvidence()));
    }

    private Pending pending(String session) {
        return switch (sessions.redeem(nonce(session))) {
            case SingleUse.Redemption.Redeemed<Pending>(var pending) -> pending;
            case SingleUse.Redemption.Refused<Pending>(var why) ->
                throw new PeerRefused(
                        PeerResult.Why.SESSION,
                        switch (why) {
                            case UNKNOWN -> "no such session";
                            case SPENT -> "the session was confirmed before";
                            case EXPIRED -> "the session is too old";
                        });
        };
    }

    private static Bytes nonce(String session) {
        try {
            return Bytes.fromBase64Url(session);
        } catch (IllegalArgumentException e) {
            throw new PeerRefused(PeerResult.Why.SESSION, "no such session");
        }
    }

    private static <T> Answer<T> answered(Supplier<T> step) {
        try {
            return new Answer.Message<>(step.get());
        } catch (PeerRefused refused) {
            return new Answer.No<>(refused.result());
        } catch (JsonRefused refused) {
            return new Answer.No<>(new PeerResult.Refused(PeerResult.Why.MALFORMED, refused.detail()));
        }
    }
}
