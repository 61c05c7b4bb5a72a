package org.attestry.agent.service;

import java.time.Instant;
import org.attestry.bytes.Bytes;

/**
 * A nonce of the service for one node.
 *
 * @param node whom it is for
 * @param nonce 32 octets
 * @param expiresAt when it can no longer be redeemed
 */
public record Challenge(String node, Bytes nonce, Instant expiresAt) {}
