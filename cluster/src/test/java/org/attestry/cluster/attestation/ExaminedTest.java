package org.attestry.cluster.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.Submission;
import org.attestry.verifier.Check;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceCodec;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.junit.jupiter.api.Test;

/** What is kept of an examination is everything that the event and the evidence name, where they look for it. */
final class ExaminedTest {
    private static final Bytes CERTIFICATES = Bytes.utf8("the certificates of one chip");
    private static final Bytes LOG = Bytes.utf8("its event log");

    private static Examined examined(String nonce) {
        var report = Bytes.utf8("a report over " + nonce);
        var evidence = new Evidence("snp-report", report, Map.of("auxblob", CERTIFICATES, "log", LOG));
        var bound = new Expected.Bound(Bytes.utf8(nonce).sha512());
        var presented = Presented.of(evidence, bound, Bytes.utf8(nonce), Bytes.EMPTY);
        var refused = new Verdict.Refused(Check.SIGNATURE, Reason.SIGNATURE_INVALID, "SIGNATURE");
        return Examined.of(refused, Optional.empty(), "snp/1", presented, EndorsementSource.Snapshot.NONE);
    }

    private static Examined.Kept kept(String nonce) {
        return examined(nonce).kept();
    }

    private static List<Bytes> digests(List<Bytes> contents) {
        return contents.stream().map(Bytes::sha256).toList();
    }

    @Test
    void theEventFindsItsOwnInItsBundleAndAllElseThatItNamesApart() {
        var kept = kept("first");
        var submission = new Submission(
                "r", "default", "n1", "snp-report", Bytes.EMPTY.sha256(), Submission.CHALLENGE, "a", Instant.MAX);
        var inputs = kept.inputs("snp/1");
        var event = Decisions.of(examined("first"), submission, inputs, Instant.EPOCH)
                .event(new Link("TeeNode|default/n1", 1, Link.START));
        assertThat(event.bundle()).isEqualTo(new Bundle(Instant.EPOCH, digests(kept.own())));
        assertThat(event.bundle().digests()).containsExactly(inputs.evidence(), inputs.expected());
        assertThat(digests(kept.shared())).contains(inputs.endorsements(), inputs.verdict());
    }

    @Test
    void whatTheEvidenceNamesIsKeptByTheSamePut() {
        var kept = kept("first");
        var evidence = EvidenceCodec.decode(
                kept.evidence(),
                digest -> kept.shared().stream()
                        .filter(content -> content.sha256().equals(digest))
                        .findFirst()
                        .orElseThrow());
        assertThat(evidence.attachments()).isEqualTo(Map.of("auxblob", CERTIFICATES, "log", LOG));
    }

    @Test
    void ofTheNextReportWithTheSameAttachmentsOnlyEvidenceAndBindingAreNew() {
        assertThat(kept("next").shared()).isEqualTo(kept("first").shared());
        assertThat(kept("next").own()).doesNotContainAnyElementsOf(kept("first").own());
    }
}
