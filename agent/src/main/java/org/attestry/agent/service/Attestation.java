package org.attestry.agent.service;

import java.util.Optional;
import org.attestry.agent.token.ProofKey;

/** What attesting this machine came to. */
public sealed interface Attestation {
    /**
     * There is a token.
     *
     * @param answer of the service
     * @param key the agent's key that the token names, where it is the agent's; only its holder can use the token fully
     */
    record Attested(ServiceToken answer, Optional<ProofKey> key) implements Attestation {}

    /** There is none. */
    record Failed(Trouble trouble) implements Attestation {}
}
