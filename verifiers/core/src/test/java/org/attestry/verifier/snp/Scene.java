package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.FakeCertificate;
import org.attestry.verifier.testing.FakeCertificateTable;
import org.attestry.verifier.testing.FakeCrl;
import org.attestry.verifier.testing.FakeEcKey;
import org.attestry.verifier.testing.FakeReport;
import org.attestry.verifier.testing.SimulatedSnp;

/** One good verification, everything in it open to be spoiled before it runs. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    static final Duration YEARS = Duration.ofDays(30 * 365L);
    static final Bytes REPORT_DATA = Bytes.utf8("challenge").sha512();
    static final FakeAmdKeys KEYS = FakeAmdKeys.shared(FakeAmdKeys.QUICK, seeded(1));
    static final SnpVerifier VERIFIER = new SnpVerifier(TestCrypto.provider());

    private static final FakeEcKey CHIP_KEY = new FakeEcKey(seeded(2));

    final FakeAmd vendor;
    final KeyKind kind;
    final Bytes hardwareId;
    FakeCertificate root;
    FakeCertificate issuer;
    FakeCertificate leaf;
    PrivateKey rootSigner;
    PrivateKey issuerSigner;
    PrivateKey leafSigner;
    FakeCrl rootList;
    PrivateKey rootListSigner;
    final List<Bytes> furtherLists = new ArrayList<>();
    FakeReport report;
    FakeEcKey reportSigner = CHIP_KEY;
    String format = "snp-report";
    Instant at = NOW;
    Expected expected = new Expected.Bound(REPORT_DATA);
    final Map<String, List<Bytes>> replaced = new HashMap<>();
    final Map<String, Bytes> attached = new HashMap<>();

    private Scene(Product product, KeyKind kind) {
        this.vendor = new FakeAmd(product, KEYS, NOW);
        this.kind = kind;
        this.hardwareId = Bytes.utf8("chip").sha512().slice(0, product.hardwareIdSize());
        var tcb = SimulatedSnp.currentTcb(product);
        root = vendor.arkTemplate();
        issuer = vendor.issuerTemplate(kind);
        leaf = vendor.keyTemplate(kind, CHIP_KEY, hardwareId, tcb);
        rootSigner = vendor.arkKey();
        issuerSigner = vendor.arkKey();
        leafSigner = vendor.issuerKey(kind);
        rootList = vendor.crlTemplate();
        rootListSigner = vendor.arkKey();
        report = new FakeReport(product)
                .reportData(REPORT_DATA)
                .measurement(SimulatedSnp.MEASUREMENT)
                .keyInfo(kind == KeyKind.VLEK ? 1 << 2 : 0)
                .tcb(tcb)
                .chipId(hardwareId);
    }

    static Scene milan() {
        return new Scene(Product.MILAN, KeyKind.VCEK);
    }

    static Scene of(Product product, KeyKind kind) {
        return new Scene(product, kind);
    }

    /** A key that nobody certified. */
    static KeyPair stranger() {
        return Stranger.KEYS.ark();
    }

    Verdict verify() {
        return VERIFIER.verify(evidence(), expected, endorsements(), at);
    }

    Verdict.Accepted accepted() {
        var verdict = verify();
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        return (Verdict.Accepted) verdict;
    }

    Evidence evidence() {
        return new Evidence(format, report.signedBy(reportSigner::sign), attached);
    }

    Endorsements endorsements() {
        var byRole = new TreeMap<String, List<Bytes>>();
        byRole.put(Roles.TRUST_ROOT, List.of(rootCertificate()));
        byRole.put(Roles.INTERMEDIATE, List.of(issuer.signedBy(issuerSigner)));
        byRole.put(Roles.ENDORSEMENT_KEY_CERT, List.of(leaf.signedBy(leafSigner)));
        var lists = new ArrayList<>(List.of(rootList.signedBy(rootListSigner)));
        lists.addAll(furtherLists);
        byRole.put(Roles.CRL, lists);
        byRole.putAll(replaced);
        return new Endorsements(byRole);
    }

    Bytes rootCertificate() {
        return root.signedBy(rootSigner);
    }

    /** Attaches everything in the table that the host gives. */
    void offer() {
        attached.put(
                CertificateTable.ROLE,
                FakeCertificateTable.of(
                        kind, rootCertificate(), issuer.signedBy(issuerSigner), leaf.signedBy(leafSigner)));
    }

    /** Nothing under {@code role}. */
    Scene without(String role) {
        replaced.put(role, List.of());
        return this;
    }

    static SecureRandom seeded(long seed) {
        try {
            var random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Stranger {
        static final FakeAmdKeys KEYS = FakeAmdKeys.generate(FakeAmdKeys.QUICK, seeded(3));
    }
}
