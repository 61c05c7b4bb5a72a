package org.attestry.persistence.events;

import java.time.Instant;
import org.attestry.bytes.Bytes;

/**
 * What a caller handed in, as far as it has to be remembered with the decision.
 *
 * @param requestId the request, and the name of the audit record that it made
 * @param tenant whose node it is
 * @param node the node that the evidence speaks for
 * @param format the evidence format
 * @param nonceDigest SHA-256 of the nonce that was redeemed
 * @param freshness {@code challenge} for a nonce of ours, {@code relying-party} for one brought along
 * @param fenceUntil until when the redemption has to be remembered; after it the nonce's own time refuses it
 */
public record Submission(
        String requestId,
        String tenant,
        String node,
        String format,
        Bytes nonceDigest,
        String freshness,
        Instant fenceUntil) {}
