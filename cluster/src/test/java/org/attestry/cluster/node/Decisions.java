package org.attestry.cluster.node;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.Submission;

/** Decisions for tests: as small as they can be. */
public final class Decisions {
    /** When the first of them is decided. */
    public static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");

    /** The nonce's own, whenever it is decided on. */
    private static final Instant FENCE_UNTIL = AT.plusSeconds(4202);

    private Decisions() {}

    /** An affirming decision on {@code nonce} by {@code requestId}. */
    public static Decision.Appraised affirming(String requestId, String nonce, Instant at) {
        return appraised(requestId, nonce, at, "affirming");
    }

    /** A decision that came to {@code status}. */
    public static Decision.Appraised appraised(String requestId, String nonce, Instant at, String status) {
        return new Decision.Appraised(
                at,
                submission(requestId, nonce),
                inputs(),
                "engine/1",
                status,
                "policy@1",
                digest("policy"),
                "baseline@1",
                digest("baseline"),
                digest("result"));
    }

    /** Evidence whose signature did not hold. */
    public static Decision refused(String requestId, String nonce, Instant at) {
        return new Decision.Refused(
                at, submission(requestId, nonce), inputs(), "tampered", "signature", "signature_invalid", "SIGNATURE");
    }

    /** The same as {@code decision}, asked for another audience. */
    public static Decision forAudience(String audience, Decision.Appraised decision) {
        var asked = decision.submission();
        var other = new Submission(
                asked.requestId(),
                asked.tenant(),
                asked.node(),
                asked.format(),
                asked.nonceDigest(),
                asked.freshness(),
                audience,
                asked.fenceUntil());
        return with(other, decision.inputs(), decision);
    }

    /** The same as {@code decision}, of evidence with another digest. */
    public static Decision ofOtherEvidence(Decision.Appraised decision) {
        var inputs = decision.inputs();
        var other = new Inputs(
                digest("other evidence"),
                inputs.expected(),
                inputs.endorsements(),
                inputs.verdict(),
                inputs.verifier());
        return with(decision.submission(), other, decision);
    }

    private static Decision with(Submission submission, Inputs inputs, Decision.Appraised decision) {
        return new Decision.Appraised(
                decision.at(),
                submission,
                inputs,
                decision.engine(),
                decision.status(),
                decision.policy(),
                decision.policyDigest(),
                decision.baseline(),
                decision.baselineDigest(),
                decision.resultDigest());
    }

    private static Submission submission(String requestId, String nonce) {
        var nonceDigest = digest(nonce);
        return new Submission(
                requestId, "default", "n1", "snp-report", nonceDigest, "challenge", "relying.example", FENCE_UNTIL);
    }

    private static Inputs inputs() {
        return new Inputs(digest("evidence"), digest("expected"), digest("endorsements"), digest("verdict"), "snp/1");
    }

    private static Bytes digest(String text) {
        return Bytes.utf8(text).sha256();
    }
}
