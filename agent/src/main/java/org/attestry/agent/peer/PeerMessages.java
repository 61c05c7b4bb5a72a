package org.attestry.agent.peer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.attestry.agent.json.EvidenceJson;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.JsonRefused.Why;
import org.attestry.agent.json.Shape;
import org.attestry.agent.token.BoundKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;

/** The four messages of the handshake, each as a record and as JSON. */
public final class PeerMessages {
    private static final int P256_SPKI = 91;

    private PeerMessages() {}

    /** Initiator to responder: {@code {"nonce", "key"}}. */
    public record Hello(Bytes nonce, BoundKey key) {
        public static Hello read(Shape json) {
            return new Hello(readNonce(json), readKey(json));
        }

        public ObjectNode json() {
            var json = object().put("nonce", nonce.base64Url());
            json.set("key", key.jwk());
            return json;
        }
    }

    /** The answer: {@code {"session", "nonce", "key", "format", "evidence", "attachments"}}; the session is called by its nonce. */
    public record Opened(Bytes nonce, BoundKey key, Evidence evidence) {
        public static Opened read(Shape json) {
            return new Opened(readNonce(json), readKey(json), EvidenceJson.read(json));
        }

        public String session() {
            return nonce.base64Url();
        }

        public ObjectNode json() {
            var json = object().put("session", session()).put("nonce", nonce.base64Url());
            json.set("key", key.jwk());
            return EvidenceJson.put(json, evidence);
        }
    }

    /** Initiator to responder: {@code {"format", "evidence", "attachments", "confirmation"}}. */
    public record Confirm(Evidence evidence, Bytes confirmation) {
        public static Confirm read(Shape json) {
            return new Confirm(EvidenceJson.read(json), json.octets("confirmation"));
        }

        public ObjectNode json() {
            return EvidenceJson.put(object(), evidence).put("confirmation", confirmation.base64Url());
        }
    }

    /** The answer: {@code {"confirmation"}}. */
    public record Confirmed(Bytes confirmation) {
        public static Confirmed read(Shape json) {
            return new Confirmed(json.octets("confirmation"));
        }

        public ObjectNode json() {
            return object().put("confirmation", confirmation.base64Url());
        }
    }

    private static Bytes readNonce(Shape json) {
        var nonce = json.octets("nonce");
        if (nonce.size() != SingleUse.SIZE) throw refused("nonce is not of " + SingleUse.SIZE + " octets");
        return nonce;
    }

    private static BoundKey readKey(Shape json) {
        try {
            var jwk = json.group("key").orElseThrow(() -> refused("missing field `key`"));
            var key = BoundKey.parse(jwk.json());
            if (key.spki().size() != P256_SPKI) throw refused("key is not on P-256");
            return key;
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage() + "");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static JsonRefused refused(String detail) {
        return new JsonRefused(Why.SHAPE, detail, 1, 0);
    }
}
