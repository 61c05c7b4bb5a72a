package org.attestry.cluster.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.Baseline;
import org.attestry.appraisal.Engine;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.appraisal.PreparedBaseline;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.attestation.Examiner;
import org.attestry.cluster.policy.CompiledPolicies.Outcome;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.EndorsementsCodec;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.EvidenceCodec;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.VerdictJson;
import org.attestry.verifier.Verifiers;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.snp.SnpVerifier;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recorded decision is computed again from its contents alone; what of them is missing or altered is named by its digest. */
final class ReplayTest {
    private static final Instant AT = Instant.parse("2026-02-01T00:00:00Z");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final FakeAmd VENDOR = new FakeAmd(
            Product.MILAN, FakeAmdKeys.shared(FakeAmdKeys.QUICK, RANDOM), Instant.parse("2026-01-01T00:00:00Z"));
    private static final Bytes NONCE = Bytes.utf8("nonce").sha256();
    private static final Submission SUBMISSION = new Submission(
            "request-1", "default", "n1", "snp-report", NONCE.sha256(), Submission.CHALLENGE, "relying.example", AT);

    private final SnpVerifier snp = new SnpVerifier(Cryptos.bouncyCastle());
    private final Verifiers verifiers = new Verifiers(List.of(snp), (format, failure) -> {
        throw new AssertionError(format, failure);
    });
    private final Expected.Bound bound =
            verifiers.binding("snp-report", NONCE, Bytes.EMPTY).orElseThrow();
    private final Evidence evidence = SimulatedSnp.on(VENDOR, RANDOM).attest(bound.value());
    private final Bytes certificates =
            evidence.attachment("auxblob").orElseThrow().sha256();
    private final Endorsements endorsements = new Endorsements(
            new TreeMap<>(Map.of(Roles.TRUST_ROOT, List.of(VENDOR.ark()), Roles.CRL, List.of(VENDOR.crl()))));

    private final Map<Bytes, Content> contents = new HashMap<>();
    private final Replay replay = new Replay(this::octets, verifiers, ReplayTest::compiled);

    @SuppressWarnings("NullAway.Init") // set before every test
    private EvidenceAppraised event;

    private static Outcome compiled(String tenant, Bytes source) {
        try {
            return new Outcome.Compiled(AppraisalPolicy.compile("policy", new String(source.toArray(), UTF_8)));
        } catch (PolicyRejected e) {
            return new Outcome.Rejected(e);
        }
    }

    private Bytes octets(TeeNodeEvent named, Bytes digest) {
        return contents.getOrDefault(digest, new Content.NotFound(digest)).octetsOrThrow();
    }

    /** Keeps {@code octets} and gives their digest. */
    private Bytes kept(Bytes octets) {
        contents.put(octets.sha256(), new Content.Found(octets.sha256(), octets));
        return octets.sha256();
    }

    @BeforeEach
    void record() throws Exception {
        var accepted = (Verdict.Accepted) verifiers.verify(evidence, bound, endorsements, AT);
        var source = source();
        var baseline = new PreparedBaseline(Baseline.empty("snp"));
        var appraisal = AppraisalPolicy.compile("p@1", source).appraise(accepted, baseline, AT);
        evidence.attachments().values().forEach(this::kept);
        event = new EvidenceAppraised(
                new Link("TeeNode|default/n1", 1, Bytes.copyOf(new byte[32])),
                AT,
                SUBMISSION,
                inputs(accepted),
                Engine.VERSION,
                appraisal.status().wireName(),
                "p@1",
                kept(Bytes.utf8(source)),
                appraisal.baselineId(),
                kept(baseline.baseline().encoded()),
                kept(appraisal.encoded()));
    }

    private Inputs inputs(Verdict verdict) {
        var binding = "{\"binding\":\"" + bound.value().hex() + "\",\"key\":\"\",\"nonce\":\"" + NONCE.hex() + "\"}";
        return new Inputs(
                kept(EvidenceCodec.encode(evidence)),
                kept(Bytes.utf8(binding)),
                kept(EndorsementsCodec.encode(endorsements)),
                kept(VerdictJson.kept(verdict)),
                Examiner.nameOf(snp));
    }

    private static String source() throws IOException {
        try (var in = AppraisalPolicy.class.getResourceAsStream("snp.rego")) {
            return new String(requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    @Test
    void aDecisionComesOutTheSameFromItsContents() {
        assertThat(replay.run(event)).isEmpty();
    }

    @Test
    void whicheverInputIsMissingIsNamed() {
        var inputs = event.inputs();
        for (var digest : List.of(
                certificates,
                inputs.evidence(),
                inputs.expected(),
                inputs.endorsements(),
                event.policyDigest(),
                event.baselineDigest())) {
            var before = requireNonNull(contents.remove(digest));
            assertThat(replay.run(event)).contains(new Replay.Difference("content", digest.hex(), "missing"));
            contents.put(digest, before);
        }
    }

    /** A loss hides nothing: all that can be computed is compared, and both outcomes are looked for. */
    @Test
    void whicheverOutcomeIsMissingIsNamedBesidesWhatDiffers() throws IOException {
        contents.remove(event.inputs().verdict());
        contents.remove(event.resultDigest());
        var lost = kept(Bytes.utf8(source() + "\nnever if 1 == \"a text\"\n"));
        assertThat(replay.run(underPolicy(lost)))
                .extracting(Replay.Difference::what, Replay.Difference::recorded)
                .contains(
                        tuple("policy", "p@1"),
                        tuple("content", event.inputs().verdict().hex()),
                        tuple("content", event.resultDigest().hex()));
    }

    /** None that is met first hides another, were it what a computation begins with. */
    @Test
    void allThatIsMissingIsNamedOnce() {
        contents.clear();
        assertThat(replay.run(event))
                .containsExactlyInAnyOrderElementsOf(event.contents().stream()
                        .map(digest -> new Replay.Difference("content", digest.hex(), "missing"))
                        .toList());
    }

    @Test
    void anAttachmentIsLookedForAlsoWhereNothingCanBeComputed() {
        contents.remove(event.inputs().expected());
        contents.remove(certificates);
        assertThat(replay.run(event))
                .containsExactly(
                        new Replay.Difference(
                                "content", event.inputs().expected().hex(), "missing"),
                        new Replay.Difference("content", certificates.hex(), "missing"));
    }

    @Test
    void anAttachmentThatWasAlteredInTheStoreIsNamed() {
        contents.put(certificates, new Content.Corrupt(certificates, "altered"));
        assertThat(replay.run(event)).containsExactly(new Replay.Difference("content", certificates.hex(), "damaged"));
    }

    @Test
    void anAttachmentThatAStoreHandsOutUnderADigestThatIsNotItsOwnIsNamed() {
        contents.put(certificates, new Content.Found(certificates, Bytes.utf8("other certificates")));
        assertThat(replay.run(event)).singleElement().satisfies(difference -> {
            assertThat(difference.what()).isEqualTo("content");
            assertThat(difference.recomputed()).contains(certificates.hex());
        });
    }

    @Test
    void aPolicyThatNoLongerCompilesIsADifferenceThatSaysWhy() throws IOException {
        var lost = kept(Bytes.utf8(source() + "\nnever if 1 == \"a text\"\n"));
        assertThat(replay.run(underPolicy(lost))).singleElement().satisfies(difference -> {
            assertThat(difference.what()).isEqualTo("policy");
            assertThat(difference.recorded()).isEqualTo("p@1");
            assertThat(difference.recomputed())
                    .startsWith("does not compile in this release: ")
                    .contains("match error");
        });
    }

    /** The same record, its policy under another digest. */
    private EvidenceAppraised underPolicy(Bytes digest) {
        return new EvidenceAppraised(
                event.link(),
                event.at(),
                event.submission(),
                event.inputs(),
                event.engine(),
                event.status(),
                event.policy(),
                digest,
                event.baseline(),
                event.baselineDigest(),
                event.resultDigest());
    }
}
