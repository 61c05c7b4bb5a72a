package org.attestry.persistence.fence;

/** An earlier event took a fence of this one, its nonce for one; the write fails, the writer itself is in order. */
public final class NonceSpent extends FenceRefused {
    private final long redeemedAt;

    /** {@code redeemedAt} is the sequence number of the event that spent the nonce. */
    public NonceSpent(String persistenceId, long redeemedAt) {
        super(persistenceId, "an event of " + persistenceId + " takes what event " + redeemedAt + " took before");
        this.redeemedAt = redeemedAt;
    }

    /** The sequence number of the event that spent the nonce. */
    public long redeemedAt() {
        return redeemedAt;
    }
}
