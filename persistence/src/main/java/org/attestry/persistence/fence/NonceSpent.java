package org.attestry.persistence.fence;

/** An earlier event took what this one takes, its nonce or its name; the write fails, the writer itself is in order. */
public final class NonceSpent extends FenceRefused {
    private final long redeemedAt;

    /** {@code redeemedAt} is the sequence number of the event that took it, at whatever id that is. */
    public NonceSpent(String persistenceId, long redeemedAt) {
        super(persistenceId, "an event of " + persistenceId + " takes what event " + redeemedAt + " took before");
        this.redeemedAt = redeemedAt;
    }

    /** The sequence number of the event that took it. */
    public long redeemedAt() {
        return redeemedAt;
    }
}
