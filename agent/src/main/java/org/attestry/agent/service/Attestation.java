package org.attestry.agent.service;

import java.util.Optional;
import org.attestry.agent.token.ProofKey;
import org.attestry.agent.token.VerifiedToken;

/** What attesting this machine came to. */
public sealed interface Attestation {
    /**
     * There is a token, and it is the one that was asked for.
     *
     * @param answer of the service
     * @param token the one in the answer
     * @param key the agent's key that the token names, where it is the agent's; only its holder can use the token fully
     */
    record Attested(ServiceToken answer, VerifiedToken token, Optional<ProofKey> key) implements Attestation {}

    /** There is none. */
    record Failed(Trouble trouble) implements Attestation {}
}
