package org.attestry.persistence.audit;

import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.AuditedEvent;
import org.attestry.verifier.CanonicalJson;

/**
 * The leaf that an event becomes: canonical JSON (RFC 8785) in UTF-8, and its hash as in RFC 6962 section 2.1.
 *
 * <p>These bytes never change for an event once written: the chain of an entity, the Merkle tree and every inclusion proof stand on
 * them. A new version of an event gets a new {@code "v"}. The fields are listed in {@code docs/AUDIT-LEAVES.md}.
 *
 * @param bytes the leaf's octets
 */
public record Leaf(Bytes bytes) {
    private static final Bytes LEAF_PREFIX = Bytes.of(0x00);

    /** The leaf of {@code event}. */
    public static Leaf of(AuditedEvent event) {
        return new Leaf(CanonicalJson.octets(LeafFields.of(event)));
    }

    /** {@code SHA-256(0x00 ‖ bytes)}, 32 octets. */
    public Bytes hash() {
        return Bytes.concat(LEAF_PREFIX, bytes).sha256();
    }
}
