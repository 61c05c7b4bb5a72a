package org.attestry.agent.peer;

import java.time.Clock;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.Verifiers;

/** Verifies evidence on this machine, against the trust anchors of its own configuration and at the present instant. */
public final class LocalVerifier {
    private final Verifiers verifiers;
    private final Endorsements endorsements;
    private final Clock clock;

    /** {@code endorsements} are the configuration's; what the other side sends along is no trust anchor. */
    public LocalVerifier(Verifiers verifiers, Endorsements endorsements, Clock clock) {
        this.verifiers = verifiers;
        this.endorsements = endorsements;
        this.clock = clock;
    }

    /**
     * The verdict on evidence that has to answer {@code nonce} and prove {@code key}.
     *
     * @param key the DER SubjectPublicKeyInfo, or empty where none is to be proven
     */
    public Verdict verify(Evidence evidence, Bytes nonce, Bytes key) {
        return verifiers
                .binding(evidence.format(), nonce, key)
                .map(bound -> verifiers.verify(evidence, bound, endorsements, clock.instant()))
                .orElseGet(() -> new Verdict.Refused(Check.FORMAT, Reason.UNKNOWN_TEE, "no verifier for this format"));
    }
}
