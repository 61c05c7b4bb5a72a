package org.attestry.agent.peer;

import java.security.SecureRandom;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.agent.token.ProofKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.Verdict;

/** What both roles do alike: make a key, show evidence, look at the other side's. */
final class PeerSide {
    private final Attester attester;
    private final LocalVerifier verifier;
    private final PeerRules rules;
    private final SecureRandom random;

    PeerSide(Attester attester, LocalVerifier verifier, PeerRules rules, SecureRandom random) {
        this.attester = attester;
        this.verifier = verifier;
        this.rules = rules;
        this.random = random;
    }

    /** A key for one session. */
    ProofKey newKey() {
        return ProofKey.generate(random);
    }

    /** Evidence of this machine in {@code role}. */
    Evidence evidence(Handshake handshake, Handshake.Role role, Bytes ownKey) {
        try {
            return attester.collect(ReportBinding.of(attester.bindingSize(), handshake.challengeOf(role), ownKey));
        } catch (AttesterFailed e) {
            throw new PeerRefused(PeerResult.Why.NO_EVIDENCE, e.sentence());
        }
    }

    /** The verdict on the other side, where it is genuine and wanted. */
    Verdict.Accepted believed(Evidence evidence, Handshake handshake, Handshake.Role role, Bytes peerKey) {
        return switch (verifier.verify(evidence, handshake.challengeOf(role), peerKey)) {
            case Verdict.Accepted accepted -> {
                rules.against(accepted).ifPresent(against -> {
                    throw new PeerRefused(PeerResult.Why.CLAIMS, against);
                });
                yield accepted;
            }
            case Verdict.Refused refused ->
                throw new PeerRefused(
                        PeerResult.Why.EVIDENCE,
                        refused.check().wireName() + "/" + refused.reason().wireName() + ": " + refused.detail());
            case Verdict.Inconclusive inconclusive ->
                throw new PeerRefused(
                        PeerResult.Why.EVIDENCE, inconclusive.reason().wireName() + ": " + inconclusive.detail());
        };
    }

    /** Ends the handshake unless {@code shown} is what the other side's key gives. */
    static void requireConfirmed(Bytes expected, Bytes shown) {
        if (!expected.sameAs(shown)) {
            throw new PeerRefused(
                    PeerResult.Why.CONFIRMATION, "the other side does not hold the key that its evidence names");
        }
    }
}
