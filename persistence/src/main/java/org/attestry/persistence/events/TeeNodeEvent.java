package org.attestry.persistence.events;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.NamesContents;
import org.attestry.persistence.fence.Fence;
import org.attestry.persistence.fence.Named;
import org.attestry.persistence.fence.RedeemsNonce;
import org.attestry.verifier.EvidenceCodec;

/** What happens to a TEE node: each event redeems one nonce and records one decision. */
public sealed interface TeeNodeEvent extends AuditedEvent, RedeemsNonce, Named, NamesContents {
    /** What was handed in. */
    Submission submission();

    /** What was verified, with what. */
    Inputs inputs();

    /** SHA-256 of the nonce that it spends. */
    default Bytes nonceDigest() {
        return submission().nonceDigest();
    }

    @Override
    default Instant fenceUntil() {
        return submission().fenceUntil();
    }

    @Override
    default Fence nonceFence() {
        return submission().nonceFence();
    }

    @Override
    default String eventName() {
        return submission().recordName();
    }

    @Override
    Bundle bundle();

    /** The evidence names its attachments. */
    @Override
    default List<Bytes> contentsIn(Bytes digest, Bytes octets) {
        return digest.equals(inputs().evidence()) ? EvidenceCodec.attachments(octets) : List.of();
    }

    /** What was asked, by {@link Submission#asked}. */
    default Bytes asked() {
        return submission().asked(inputs().evidence(), inputs().expected());
    }

    /**
     * Evidence was verified and appraised.
     *
     * @param engine the version of appraisal
     * @param status the tier that the result came to, as in tokens
     * @param policy {@code name@version}
     * @param policyDigest SHA-256 of the policy's source
     * @param baseline {@code name@version}
     * @param baselineDigest SHA-256 of the baseline's canonical JSON
     * @param resultDigest SHA-256 of the result's canonical JSON
     */
    record EvidenceAppraised(
            Link link,
            Instant at,
            Submission submission,
            Inputs inputs,
            String engine,
            String status,
            String policy,
            Bytes policyDigest,
            String baseline,
            Bytes baselineDigest,
            Bytes resultDigest)
            implements TeeNodeEvent {
        @Override
        public Bundle bundle() {
            return new Bundle(at, List.of(inputs.evidence(), inputs.expected(), resultDigest));
        }

        @Override
        public List<Bytes> contents() {
            return Stream.concat(inputs.contents().stream(), Stream.of(policyDigest, baselineDigest, resultDigest))
                    .toList();
        }
    }

    /**
     * Evidence was refused, or no conclusion was possible, before any policy was asked.
     *
     * @param outcome what the verdict came to
     * @param check the check that did not hold; {@code none} where no conclusion was possible
     * @param reason why
     * @param detail the field or certificate concerned
     */
    record EvidenceRefused(
            Link link,
            Instant at,
            Submission submission,
            Inputs inputs,
            String outcome,
            String check,
            String reason,
            String detail)
            implements TeeNodeEvent {
        @Override
        public Bundle bundle() {
            return new Bundle(at, List.of(inputs.evidence(), inputs.expected()));
        }

        @Override
        public List<Bytes> contents() {
            return inputs.contents();
        }
    }
}
