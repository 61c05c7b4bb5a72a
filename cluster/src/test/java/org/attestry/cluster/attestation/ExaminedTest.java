package org.attestry.cluster.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceCodec;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.junit.jupiter.api.Test;

/** What is kept of an examination is everything that the event and the evidence name, each by itself. */
final class ExaminedTest {
    private static final Bytes CERTIFICATES = Bytes.utf8("the certificates of one chip");
    private static final Bytes LOG = Bytes.utf8("its event log");

    private static Examined.Kept kept(String nonce) {
        var report = Bytes.utf8("a report over " + nonce);
        var evidence = new Evidence("snp-report", report, Map.of("auxblob", CERTIFICATES, "log", LOG));
        var bound = new Expected.Bound(Bytes.utf8(nonce).sha512());
        var presented = Presented.of(evidence, bound, Bytes.utf8(nonce), Bytes.EMPTY);
        var refused = new Verdict.Refused(Check.SIGNATURE, Reason.SIGNATURE_INVALID, "SIGNATURE");
        return Examined.of(refused, Optional.empty(), "snp/1", presented, EndorsementSource.Snapshot.NONE)
                .kept();
    }

    private static List<Bytes> digests(Examined.Kept kept) {
        return kept.contents().stream().map(Bytes::sha256).toList();
    }

    @Test
    void everyDigestOfTheEventIsThatOfAContent() {
        var kept = kept("first");
        var inputs = kept.inputs(digests(kept), "snp/1");
        assertThat(inputs.evidence()).isEqualTo(kept.evidence().sha256());
        assertThat(inputs.expected()).isEqualTo(kept.expected().sha256());
        assertThat(inputs.endorsements()).isEqualTo(kept.endorsements().sha256());
        assertThat(inputs.verdict()).isEqualTo(kept.verdict().sha256());
        assertThat(kept.contents()).contains(kept.result());
    }

    @Test
    void whatTheEvidenceNamesIsKeptByTheSamePut() {
        var kept = kept("first");
        var evidence = EvidenceCodec.decode(
                kept.evidence(),
                digest -> kept.contents().stream()
                        .filter(content -> content.sha256().equals(digest))
                        .findFirst()
                        .orElseThrow());
        assertThat(evidence.attachments()).isEqualTo(Map.of("auxblob", CERTIFICATES, "log", LOG));
    }

    @Test
    void ofTheNextReportWithTheSameAttachmentsOnlyEvidenceAndBindingAreNew() {
        var next = kept("next");
        assertThat(next.contents())
                .filteredOn(content -> !kept("first").contents().contains(content))
                .containsExactly(next.evidence(), next.expected());
    }
}
