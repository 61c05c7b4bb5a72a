package org.attestry.agent.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.attestry.agent.json.EvidenceJson;
import org.attestry.agent.token.BoundKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/**
 * Evidence on its way to the service.
 *
 * @param node whose it is
 * @param nonce what it answers
 * @param freshness who made the nonce
 * @param evidence bound to nonce and key
 * @param key the key that the evidence proves, where it proves one
 * @param audience whom the token is for
 */
public record Submission(
        String node, Bytes nonce, Freshness freshness, Evidence evidence, Optional<BoundKey> key, String audience) {
    /** Who made the nonce. */
    public enum Freshness {
        /** The service: it knows by itself that the nonce is new. */
        CHALLENGE("challenge"),
        /** Somebody who will look at the result: the service only sees to it that the nonce is used once. */
        RELYING_PARTY("relying-party");

        private final String wireName;

        Freshness(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    ObjectNode json() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("node", node).put("nonce", nonce.base64Url()).put("freshness", freshness.wireName());
        EvidenceJson.put(json, evidence);
        key.ifPresent(bound -> json.set("key", bound.jwk()));
        return json.put("audience", audience);
    }
}
