package org.attestry.cluster.attestation;

import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.EndorsementsCodec;

/** The trust anchors and vendor material in force for a kind of TEE; one snapshot for each request. */
@FunctionalInterface
public interface EndorsementSource {
    /** The snapshot for {@code tee}; {@link Snapshot#NONE} where nothing is configured. */
    Snapshot forTee(String tee);

    /**
     * Endorsements with the octets that are kept of them, which are made once and not for every request.
     *
     * @param endorsements what verifiers get
     * @param encoded the same, by {@link EndorsementsCodec}
     */
    record Snapshot(Endorsements endorsements, Bytes encoded) {
        /** Nothing at all. */
        public static final Snapshot NONE = of(Endorsements.NONE);

        /** The snapshot of {@code endorsements}. */
        public static Snapshot of(Endorsements endorsements) {
            return new Snapshot(endorsements, EndorsementsCodec.encode(endorsements));
        }
    }
}
