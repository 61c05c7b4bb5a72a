package org.attestry.persistence.events;

import java.util.List;
import org.attestry.bytes.Bytes;

/**
 * The inputs and the outcome of a verification by SHA-256 digest; the octets lie in the content store under these names.
 *
 * @param evidence the evidence, which names its attachments by their digests
 * @param expected nonce, key and the binding computed of them
 * @param endorsements the snapshot of trust anchors and vendor material
 * @param verdict the verdict's canonical JSON
 * @param verifier name and version of the verifier
 */
public record Inputs(Bytes evidence, Bytes expected, Bytes endorsements, Bytes verdict, String verifier) {
    /** All that are in the content store. */
    List<Bytes> contents() {
        return List.of(evidence, expected, endorsements, verdict);
    }
}
