package org.attestry.verifier.snp;

import static org.assertj.core.api.Assertions.assertThat;

import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Good evidence is accepted with every check, and its claims tell what is for policies to judge. */
class SnpVerifierTest {
    @ParameterizedTest
    @CsvSource({"MILAN, VCEK", "GENOA, VCEK", "TURIN, VCEK", "MILAN, VLEK", "GENOA, VLEK", "TURIN, VLEK"})
    void goodEvidenceOfEveryProductAndKeyIsAcceptedWithEveryCheck(Product product, KeyKind kind) {
        var accepted = Scene.of(product, kind).accepted();

        assertThat(accepted.passed())
                .containsExactly(
                        Check.FORMAT,
                        Check.CHAIN,
                        Check.VALIDITY,
                        Check.REVOCATION,
                        Check.SIGNATURE,
                        Check.PLATFORM_IDENTITY,
                        Check.TCB,
                        Check.FRESHNESS);
        assertThat(accepted.waived()).isEmpty();
        assertThat(accepted.fresh()).isTrue();
        assertThat(accepted.claims().toJson())
                .contains(
                        "\"product\":\"" + product.display() + "\"",
                        "\"signing_key\":\"" + kind + "\"",
                        "\"pinned\":false");
    }

    @Test
    void whatIsForPoliciesToJudgeIsToldAndNotRefused() {
        var scene = Scene.milan();
        scene.report.policy(0xb0000).vmpl(3).keyInfo(3).chipId(Bytes.EMPTY);

        assertThat(scene.accepted().claims().toJson())
                .contains(
                        "\"debug\":true",
                        "\"vmpl\":3",
                        "\"mask_chip_key\":true",
                        "\"author_key_en\":true",
                        "\"chip_id_masked\":true",
                        "\"hwid\":\"" + scene.hardwareId.hex() + "\"");
    }
}
