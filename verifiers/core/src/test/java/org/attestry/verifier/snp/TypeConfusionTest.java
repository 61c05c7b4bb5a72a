package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.Verifiers;
import org.attestry.verifier.testing.FakeUvm;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good bytes of one kind under the name of another: the name picks the verifier, and the verifier does not take them. */
class TypeConfusionTest {
    private static final Map<String, Bytes> BODIES = Map.of(
            "report", Scene.milan().evidence().body(),
            "endorsement", new FakeUvm(Scene.KEYS, Scene.NOW).endorse(SimulatedSnp.MEASUREMENT),
            "certificate", Scene.milan().rootCertificate(),
            "nothing", Bytes.EMPTY);

    private final Verifiers verifiers = new Verifiers(
            List.of(
                    Scene.VERIFIER,
                    new UvmEndorsementVerifier(TestCrypto.provider()),
                    new UnattestableSev.Sev(),
                    new UnattestableSev.SevEs()),
            (format, failure) -> {
                throw new AssertionError(format, failure);
            });

    @ParameterizedTest
    @CsvSource({
        "snp-report, endorsement, UNSUPPORTED_VERSION",
        "snp-report, certificate, UNSUPPORTED_VERSION",
        "snp-report, nothing, MALFORMED",
        "snp-uvm-endorsement, report, MALFORMED",
        "snp-uvm-endorsement, certificate, MALFORMED",
        "snp-uvm-endorsement, nothing, MALFORMED",
        "sev-report, report, NOT_ATTESTABLE",
        "sev-es-report, report, NOT_ATTESTABLE",
        "tdx-quote-v4, report, UNKNOWN_TEE",
        "SNP-REPORT, report, UNKNOWN_TEE",
    })
    void aWrongNameIsRefused(String format, String body, Reason reason) {
        var evidence = Evidence.of(format, BODIES.getOrDefault(body, Bytes.EMPTY));

        var verdict = verifiers.verify(
                evidence, new Expected.Unchallenged(), Scene.milan().endorsements(), Scene.NOW);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason())
                                .as(refused.detail())
                                .isEqualTo(reason));
    }

    @Test
    void whatCannotBeBoundHasNoBinding() {
        var nonce = Bytes.utf8("a nonce of some length");

        assertThat(verifiers.binding("snp-report", nonce, Bytes.EMPTY)).isPresent();
        assertThat(verifiers.binding("snp-uvm-endorsement", nonce, Bytes.EMPTY)).isEmpty();
        assertThat(verifiers.binding("sev-report", nonce, Bytes.EMPTY)).isEmpty();
        assertThat(verifiers.binding("tdx-quote-v4", nonce, Bytes.EMPTY)).isEmpty();
    }

    @Test
    void verifiersSayWhatTheyAre() {
        assertThat(Scene.VERIFIER.tee()).isEqualTo("snp");
        assertThat(Scene.VERIFIER.version()).isEqualTo("snp-report/2");
        assertThat(Scene.VERIFIER.bindingSize("snp-report")).isEqualTo(64);
        assertThat(new UnattestableSev.SevEs().tee()).isEqualTo("sev-es");
        assertThat(verifiers.formats())
                .containsExactly("sev-es-report", "sev-report", "snp-report", "snp-uvm-endorsement");
    }
}
