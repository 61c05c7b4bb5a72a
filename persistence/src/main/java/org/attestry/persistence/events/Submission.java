package org.attestry.persistence.events;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.persistence.fence.Fence;

/**
 * What a caller handed in, as far as it has to be remembered with the decision.
 *
 * @param requestId the request, and the name of the audit record that it made
 * @param tenant whose node it is
 * @param node the node that the evidence speaks for
 * @param format the evidence format
 * @param nonceDigest SHA-256 of the nonce that was redeemed
 * @param freshness {@code challenge} for a nonce of ours, {@code relying-party} for one brought along
 * @param audience who a token is for
 * @param fenceUntil until when the redemption has to be remembered; after it the nonce's own time refuses it
 */
public record Submission(
        String requestId,
        String tenant,
        String node,
        String format,
        Bytes nonceDigest,
        String freshness,
        String audience,
        Instant fenceUntil) {
    /** The value of {@code freshness} where the nonce is one of ours, which works for one node only. */
    public static final String CHALLENGE = "challenge";

    /** The value of {@code freshness} where the relying party brought the nonce. */
    public static final String RELYING_PARTY = "relying-party";

    private static final String CHALLENGES = "challenges";

    /**
     * The nonce, redeemed once: one of ours among all there are, one of a relying party within the tenant, since nothing in it says which
     * node it is for.
     *
     * <p>One of ours has its time before its digest, so that new ones are written side by side (ADR 12): {@code fenceUntil} has to follow
     * from the nonce alone then, and from no setting, or the same nonce had two fences.
     */
    public Fence nonceFence() {
        return freshness.equals(CHALLENGE)
                ? new Fence(CHALLENGES, Bytes.concat(until(), nonceDigest))
                : new Fence("brought:" + tenant, nonceDigest);
    }

    /** The name of the record of a request: an id names one record of the tenant. */
    public static String recordName(String tenant, String requestId) {
        return "request:" + tenant + "/" + requestId;
    }

    /** The name of this submission's record. */
    public String recordName() {
        return recordName(tenant, requestId);
    }

    /** SHA-256 over all that was handed in: two requests that have the same are one request, sent twice. */
    public Bytes asked(Bytes evidenceDigest, Bytes expectedDigest) {
        return Frames.join(List.of(
                        Bytes.utf8(requestId),
                        Bytes.utf8(tenant),
                        Bytes.utf8(node),
                        Bytes.utf8(format),
                        Bytes.utf8(freshness),
                        Bytes.utf8(audience),
                        nonceDigest,
                        evidenceDigest,
                        expectedDigest))
                .sha256();
    }

    private Bytes until() {
        return Bytes.copyOf(ByteBuffer.allocate(Long.BYTES)
                .putLong(fenceUntil.getEpochSecond())
                .array());
    }
}
