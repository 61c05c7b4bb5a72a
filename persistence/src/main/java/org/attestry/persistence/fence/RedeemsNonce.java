package org.attestry.persistence.fence;

import java.time.Instant;
import org.attestry.bytes.Bytes;

/**
 * An event that spends a nonce: the journal stores it only if no event in the same scope spent that nonce before.
 *
 * <p>The condition and the event are one durable write, so it holds also where two writers run for one id. The row that keeps the
 * nonce spent is dropped after {@link #fenceUntil}: choose lifetime + clock skew + one hour, for from then on the time inside the
 * nonce alone must refuse it.
 */
public interface RedeemsNonce {
    /** What identifies the nonce within its scope, 1 to 64 octets; a digest, so that a journal is no list of nonces. */
    Bytes nonceDigest();

    /** Until when the journal itself has to refuse a second redemption; part of the event, not a clock. */
    Instant fenceUntil();

    /** What this event takes, being one of {@code persistenceId}: it is written only if that is free. */
    default Fence nonceFence(String persistenceId) {
        return new Fence(persistenceId, nonceDigest());
    }
}
