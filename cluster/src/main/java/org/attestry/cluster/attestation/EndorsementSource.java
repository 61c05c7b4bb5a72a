package org.attestry.cluster.attestation;

import org.attestry.verifier.Endorsements;

/** The trust anchors and vendor material in force for a kind of TEE; one snapshot for each request. */
@FunctionalInterface
public interface EndorsementSource {
    /** The snapshot for {@code tee}; {@link Endorsements#NONE} where nothing is configured. */
    Endorsements forTee(String tee);
}
