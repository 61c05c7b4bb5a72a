package org.attestry.cluster.attestation;

import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceCodec;
import org.attestry.verifier.Expected;

/**
 * Evidence as it was handed in, with what it has to be bound to, and the octets under which both are kept.
 *
 * @param evidence not verified yet
 * @param expected computed from nonce and key
 * @param evidenceOctets by {@link EvidenceCodec}
 * @param expectedOctets by {@link Binding}
 */
record Presented(Evidence evidence, Expected.Bound expected, Bytes evidenceOctets, Bytes expectedOctets) {
    static Presented of(Evidence evidence, Expected.Bound expected, Bytes nonce, Bytes key) {
        return new Presented(evidence, expected, EvidenceCodec.encode(evidence), Binding.encode(expected, nonce, key));
    }

    /** What came along, which {@code evidenceOctets} name by digest. */
    List<Bytes> attachments() {
        return List.copyOf(evidence.attachments().values());
    }
}
