package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.Tag;

/** Whatever comes is refused, and nothing throws; with {@code JAZZER_FUZZ=1} inputs are searched for. */
@Tag("integration")
class SnpFuzzTest {
    private static final Endorsements HELD = Scene.milan().endorsements();
    private static final Expected UNCHALLENGED = new Expected.Unchallenged();
    private static final UvmEndorsementVerifier UVM = new UvmEndorsementVerifier(TestCrypto.provider());

    @FuzzTest
    void aReport(byte[] input) {
        assertNotAccepted(
                Scene.VERIFIER.verify(Evidence.of("snp-report", Bytes.copyOf(input)), UNCHALLENGED, HELD, Scene.NOW));
    }

    @FuzzTest
    void aTableOfCertificatesBesideAGoodReport(byte[] input) {
        var body = Scene.milan().evidence().body();
        var evidence = new Evidence("snp-report", body, Map.of(CertificateTable.ROLE, Bytes.copyOf(input)));

        assertNotAccepted(Scene.VERIFIER.verify(evidence, UNCHALLENGED, Endorsements.NONE, Scene.NOW));
    }

    @FuzzTest
    void aCertificate(byte[] input) {
        var scene = Scene.milan();
        scene.attached.put(Roles.ENDORSEMENT_KEY_CERT, Bytes.copyOf(input));
        scene.without(Roles.ENDORSEMENT_KEY_CERT);

        assertNotAccepted(scene.verify());
    }

    @FuzzTest
    void aRevocationList(byte[] input) {
        var scene = Scene.milan();
        scene.attached.put(Roles.CRL, Bytes.copyOf(input));

        assertNotAccepted(scene.verify());
    }

    @FuzzTest
    void anEndorsementOfAMeasurement(byte[] input) {
        var evidence = Evidence.of("snp-uvm-endorsement", Bytes.copyOf(input));
        assertNotAccepted(UVM.verify(evidence, UNCHALLENGED, HELD, Scene.NOW));

        var scene = Scene.milan();
        scene.report.measurement(SimulatedSnp.MEASUREMENT);
        scene.attached.put("uvm_reference_info", Bytes.copyOf(input));
        assertNotAccepted(scene.verify());
    }

    private static void assertNotAccepted(Verdict verdict) {
        assertThat(verdict).isNotInstanceOf(Verdict.Accepted.class);
    }
}
