package org.attestry.persistence.fence;

import java.time.Instant;

/**
 * An event that spends a nonce: the journal stores it only if no event in the same scope spent that nonce before.
 *
 * <p>The condition and the event are one durable write, so it holds also where two writers run for one id. The row that keeps the
 * nonce spent is dropped after {@link #fenceUntil}: the longest lifetime + clock skew + one hour, for from then on the time inside the
 * nonce alone must refuse it.
 */
public interface RedeemsNonce {
    /** Until when the journal itself has to refuse a second redemption; part of the event, not a clock. */
    Instant fenceUntil();

    /** What this event takes, the same for every event that spends this nonce: it is written only if that is free. */
    Fence nonceFence();
}
