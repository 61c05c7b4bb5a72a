package org.attestry.agent.attester;

import java.util.Optional;

/** Finds out whether this machine is a TEE of one kind. Found by {@link java.util.ServiceLoader}. */
public interface AttesterProvider {
    /** A name for messages: {@code tsm}, … */
    String name();

    /**
     * The attester of this machine; empty where the machine is no such TEE.
     *
     * @throws AttesterFailed if it seems to be one and cannot be asked
     */
    Optional<Attester> detect() throws AttesterFailed;
}
