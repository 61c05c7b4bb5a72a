package org.attestry.persistence.fence;

/** Another incarnation recovered or wrote since this writer recovered: it has to stop and recover before it may write again. */
public final class StaleWriter extends FenceRefused {
    /** {@code problem} says which condition failed, in a few words. */
    public StaleWriter(String persistenceId, String problem) {
        super(persistenceId, "a stale writer of " + persistenceId + ": " + problem);
    }
}
