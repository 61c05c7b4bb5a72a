package org.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Expected;
import org.attestry.verifier.Roles;
import org.attestry.verifier.Verifiers;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.SnpVerifier;
import org.attestry.verifier.snp.UvmEndorsementVerifier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseFolderTest {
    private static final String INPUT_KEYS = """
            {"tee": "snp", "kind": "snp-report",
             "files": {"evidence": "a.bin", "trust_root": "b.bin", "auxblob": "c.bin",
                       "tsm_report_json": "c.bin"},
             "inputs": {"expected_report_data": "0102"}, "verify_at": "2025-10-01T00:00:00Z"}
            """;

    @TempDir
    Path folder;

    @Test
    void filesGoToTheSideThatHoldsThem() throws IOException {
        write(INPUT_KEYS);

        var read = CaseFolder.read(folder);

        assertThat(read.evidence().format()).isEqualTo("snp-report");
        assertThat(read.evidence().body()).isEqualTo(Bytes.utf8("a"));
        assertThat(read.evidence().attachments()).containsOnlyKeys("auxblob", "tsm_report_json");
        assertThat(read.endorsements().byRole()).containsOnlyKeys(Roles.TRUST_ROOT);
        assertThat(read.expected()).isEqualTo(new Expected.Bound(Bytes.of(1, 2)));
        assertThat(read.verifyAt()).contains(Instant.parse("2025-10-01T00:00:00Z"));
    }

    @Test
    void aCaseWithoutExpectationHasNone() throws IOException {
        write(INPUT_KEYS);

        assertThat(CaseExpectation.read(folder)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{\"tee\": \"snp\", \"tee\": \"snp\"}",
                "{\"tee\": \"snp\", \"kind\": \"k\", \"files\": {}}",
                "{\"tee\": \"snp\", \"kind\": \"k\", \"files\": {\"evidence\": \"missing\"}}",
                "{\"tee\": \"snp\", \"kind\": \"k\", \"files\": {\"evidence\": \"../a.bin\"}}",
                "{\"tee\": \"snp\", \"files\": {\"evidence\": \"a.bin\"}}",
                "{\"tee\": \"snp\", \"kind\": \"k\", \"files\": {\"evidence\": \"a.bin\"}, \"inputs\": {\"expected_pcr10\": {}}}",
                "{\"tee\": \"snp\", \"kind\": \"k\", \"files\": {\"evidence\": \"a.bin\"}, \"verify_at\": \"tomorrow\"}",
            })
    void aCaseThatCannotBeDoneIsRefusedByName(String json) throws IOException {
        write(json);

        assertThatThrownBy(() -> CaseFolder.read(folder))
                .isInstanceOf(CollateralException.class)
                .hasMessageContaining(folder + "");
    }

    /** A case lists all that was recorded with it, and what nothing vouches for changes no verdict. */
    @Test
    void whatTheVerifierDoesNotLookAtIsNotSent() throws IOException {
        write(INPUT_KEYS.replace("tsm_report_json", "ima_log_unbound"));

        assertThat(verifiers().lookedAt(CaseFolder.read(folder).evidence()).attachments())
                .containsOnlyKeys("auxblob");
    }

    private static Verifiers verifiers() {
        var crypto = Cryptos.installed();
        return new Verifiers(List.of(new SnpVerifier(crypto), new UvmEndorsementVerifier(crypto)), (_, failure) -> {
            throw new AssertionError(failure);
        });
    }

    @TestFactory
    Stream<DynamicTest> recordedCasesAreAsExpected() {
        var top = Path.of(System.getProperty("attestry.shared", "../shared"), "vectors", "snp");
        if (!Files.isDirectory(top)) Assumptions.abort("no recorded evidence: " + top + " is not there");
        var verifiers = verifiers();
        return CaseFolder.below(top).stream()
                .map(each -> DynamicTest.dynamicTest(each.getFileName() + "", () -> {
                    var read = CaseFolder.read(each);
                    var at = read.verifyAt().orElse(Instant.EPOCH);
                    var verdict = verifiers.verify(
                            verifiers.lookedAt(read.evidence()), read.expected(), read.endorsements(), at);
                    assertThat(CaseExpectation.read(each).orElseThrow().differences(verdict))
                            .isEmpty();
                }));
    }

    private void write(String json) throws IOException {
        Files.writeString(folder.resolve("case.json"), json);
        for (var name : List.of("a", "b", "c")) Files.writeString(folder.resolve(name + ".bin"), name);
    }
}
