package org.attestry.cluster.attestation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.attestry.appraisal.Appraisal;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.VerdictJson;

/**
 * What examination came to, with the octets of everything that is kept of it.
 *
 * @param verdict the verdict
 * @param appraisal the result; empty unless the verdict accepts
 * @param verifier name and version of the verifier
 * @param kept the octets
 */
record Examined(Verdict verdict, Optional<Appraisal> appraisal, String verifier, Kept kept) {
    /** Inputs and outcome as octets; {@code evidence} names the attachments, {@code result} is empty where there is none. */
    record Kept(
            Bytes evidence, Bytes expected, Bytes endorsements, Bytes verdict, Bytes result, List<Bytes> attachments) {
        /** What is this decision's own, as {@link TeeNodeEvent#bundle} has it. */
        List<Bytes> own() {
            return result.isEmpty() ? List.of(evidence, expected) : List.of(evidence, expected, result);
        }

        /** What other decisions have too. */
        List<Bytes> shared() {
            return Stream.concat(Stream.of(endorsements, verdict), attachments.stream())
                    .toList();
        }

        /** What an event names of it; the result's digest stands in the event by itself, those of the attachments in the evidence. */
        Inputs inputs(String verifier) {
            return new Inputs(evidence.sha256(), expected.sha256(), endorsements.sha256(), verdict.sha256(), verifier);
        }
    }

    static Examined of(
            Verdict verdict,
            Optional<Appraisal> appraisal,
            String verifier,
            Presented presented,
            EndorsementSource.Snapshot endorsements) {
        return new Examined(
                verdict,
                appraisal,
                verifier,
                new Kept(
                        presented.evidenceOctets(),
                        presented.expectedOctets(),
                        endorsements.encoded(),
                        VerdictJson.kept(verdict),
                        appraisal.map(Appraisal::encoded).orElse(Bytes.EMPTY),
                        presented.attachments()));
    }
}
