package org.attestry.agent.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What the service gave for evidence.
 *
 * @param requestId names the attestation, and its audit record
 * @param node whose
 * @param status {@code affirming} or {@code warning}
 * @param token the JWT
 * @param expiresAt the end of the token
 * @param body the whole answer, as received
 */
public record ServiceToken(
        String requestId, String node, String status, String token, Instant expiresAt, JsonNode body) {
    /** Without the token: who holds its text may present it. */
    @Override
    public String toString() {
        return "ServiceToken[" + requestId + ", " + node + ", " + status + ", until " + expiresAt + "]";
    }
}
