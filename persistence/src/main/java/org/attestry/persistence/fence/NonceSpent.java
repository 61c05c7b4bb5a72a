package org.attestry.persistence.fence;

/** An earlier event of the same persistence id redeemed the nonce; the write is rejected, the writer itself is in order. */
public final class NonceSpent extends FenceRefused {
    private final long redeemedAt;

    /** {@code redeemedAt} is the sequence number of the event that spent the nonce. */
    public NonceSpent(String persistenceId, long redeemedAt) {
        super(persistenceId, "the nonce was redeemed before, by event " + redeemedAt + " of " + persistenceId);
        this.redeemedAt = redeemedAt;
    }

    /** The sequence number of the event that spent the nonce. */
    public long redeemedAt() {
        return redeemedAt;
    }
}
