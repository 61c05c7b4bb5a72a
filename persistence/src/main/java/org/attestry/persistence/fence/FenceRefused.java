package org.attestry.persistence.fence;

/** The journal did not write, because a fence forbids it: nothing of the write is stored, and no reply may claim that it is. */
public abstract sealed class FenceRefused extends RuntimeException permits NonceSpent, StaleWriter {
    private final String persistenceId;

    FenceRefused(String persistenceId, String message) {
        super(message);
        this.persistenceId = persistenceId;
    }

    /** Whose write it was. */
    public String persistenceId() {
        return persistenceId;
    }
}
