package org.attestry.agent.service;

import org.attestry.agent.token.BoundKey;

/** Which key the evidence is to prove. */
public sealed interface KeyChoice {
    /** One of the agent's own: made for this token, or the one that its configuration names. */
    record Own() implements KeyChoice {}

    /** One that the caller holds. */
    record Callers(BoundKey key) implements KeyChoice {}

    /** None: the token is a bearer's. */
    record None() implements KeyChoice {}
}
