package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.Verifiers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes along is looked at or refused: never passed over. */
class SnpAttachmentTest {
    private static final Verifiers VERIFIERS = new Verifiers(
            List.of(Scene.VERIFIER, new UvmEndorsementVerifier(TestCrypto.provider()), new UnattestableSev.Sev()),
            (_, failure) -> {
                throw new AssertionError(failure);
            });

    private static Verdict verify(Evidence evidence) {
        var scene = Scene.milan();
        return VERIFIERS.verify(evidence, scene.expected, scene.endorsements(), scene.at);
    }

    private static Verdict withAttachment(String role, Bytes item) {
        var scene = Scene.milan();
        scene.attached.put(role, item);
        return verify(scene.evidence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"uvm_referense_info", "trust_root", "event_log", "AUXBLOB", ""})
    void anAttachmentInARoleThatNobodyLooksAtIsRefused(String role) {
        assertThat(withAttachment(role, Bytes.EMPTY))
                .isEqualTo(
                        new Verdict.Refused(
                                Check.FORMAT,
                                Reason.MALFORMED,
                                "attachments: a role is none of auxblob, crl, endorsement_key_cert, intermediate, security_policy_b64, uvm_reference_info"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"auxblob", "intermediate", "endorsement_key_cert"})
    void anAttachmentThatIsLookedAtMayHelpOrNot(String role) {
        assertThat(withAttachment(role, Bytes.EMPTY)).isInstanceOf(Verdict.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({
        "crl,                 REVOCATION,  CRL_UNTRUSTED",
        "security_policy_b64, ENDORSEMENT, ENDORSEMENT_MISMATCH",
        "uvm_reference_info,  ENDORSEMENT, MALFORMED",
    })
    void anAttachmentThatIsCheckedHasToHold(String role, Check check, Reason reason) {
        assertThat(withAttachment(role, Bytes.EMPTY)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            assertThat(refused.check()).isEqualTo(check);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    @Test
    void aVerifierThatNamesNoRolesTakesNoAttachments() {
        assertThat(verify(new Evidence("snp-uvm-endorsement", Bytes.EMPTY, Map.of("auxblob", Bytes.EMPTY))))
                .isEqualTo(new Verdict.Refused(Check.FORMAT, Reason.MALFORMED, "attachments: none are known"));
    }

    @Test
    void oneThatAcceptsNothingSaysSoWhateverComesAlong() {
        assertThat(verify(new Evidence("sev-report", Bytes.EMPTY, Map.of("auxblob", Bytes.EMPTY))))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ATTESTABLE));
    }
}
