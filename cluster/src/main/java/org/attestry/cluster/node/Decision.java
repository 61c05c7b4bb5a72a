package org.attestry.cluster.node;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;

/** A decision that was reached outside the entity and is to be recorded by it, complete but for its place in the chain. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Decision.Appraised.class, name = "appraised"),
    @JsonSubTypes.Type(value = Decision.Refused.class, name = "refused")
})
public sealed interface Decision {
    /** What was handed in. */
    Submission submission();

    /** When it was decided. */
    Instant at();

    /** The inputs of the decision by digest. */
    Inputs inputs();

    /** What was asked, by {@link Submission#asked}. */
    default Bytes asked() {
        return submission().asked(inputs().evidence(), inputs().expected());
    }

    /** The event that records it as {@code link}. */
    TeeNodeEvent event(Link link);

    /** Verified and appraised; fields as in {@link TeeNodeEvent.EvidenceAppraised}. */
    record Appraised(
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
            implements Decision {
        @Override
        public TeeNodeEvent event(Link link) {
            return new TeeNodeEvent.EvidenceAppraised(
                    link,
                    at,
                    submission,
                    inputs,
                    engine,
                    status,
                    policy,
                    policyDigest,
                    baseline,
                    baselineDigest,
                    resultDigest);
        }
    }

    /** Refused or without conclusion; fields as in {@link TeeNodeEvent.EvidenceRefused}. */
    record Refused(
            Instant at,
            Submission submission,
            Inputs inputs,
            String outcome,
            String check,
            String reason,
            String detail)
            implements Decision {
        @Override
        public TeeNodeEvent event(Link link) {
            return new TeeNodeEvent.EvidenceRefused(link, at, submission, inputs, outcome, check, reason, detail);
        }
    }
}
