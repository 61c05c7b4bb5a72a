package org.attestry.cluster.attestation;

import java.time.Instant;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.catalog.Catalog;
import org.attestry.persistence.events.Submission;

/**
 * Evidence whose turn has come, with what is known of it before it is looked at.
 *
 * @param key the attester's key, where one came along
 * @param at what counts as now for the whole attestation
 * @param fenceUntil until when the redemption of its nonce has to be remembered
 * @param catalog policies, baselines and keys as they are when its turn comes, and not when it arrived
 */
record Job(
        String requestId,
        String tenant,
        EvidenceRequest request,
        Optional<AttesterKey> key,
        Instant at,
        Instant fenceUntil,
        Catalog catalog) {
    /** The key's SubjectPublicKeyInfo; empty where none came along. */
    Bytes keyOctets() {
        return key.map(AttesterKey::spki).orElse(Bytes.EMPTY);
    }

    /** SHA-256 of its nonce. */
    Bytes nonceDigest() {
        return request.nonce().sha256();
    }

    /** Whose nonce it is, as in {@link Submission}. */
    String freshness() {
        return request.challenged() ? Submission.CHALLENGE : Submission.RELYING_PARTY;
    }

    /** What is remembered of it with the decision. */
    Submission submission() {
        return new Submission(
                requestId,
                tenant,
                request.node(),
                request.format(),
                nonceDigest(),
                freshness(),
                request.audience(),
                fenceUntil);
    }
}
