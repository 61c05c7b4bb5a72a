package org.attestry.collateral;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.verifier.Check;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Reason;
import org.attestry.verifier.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseExpectationTest {
    @TempDir
    Path folder;

    @Test
    void everyExpectedClaimHasToBeThereAndEqual() throws IOException {
        var claims = Claims.builder()
                .whole("count", 7)
                .text("name", "MILAN")
                .bool("policy.debug", true)
                .text("more", "is allowed")
                .build();
        var expectation = expecting("""
                {"expected": {"verdict": "no_endorsement", "claims":
                  {"count": 8, "name": "Milan", "policy": {"debug": 1, "smt": true}}}}
                """);

        var differences = expectation.differences(new Verdict.Inconclusive(Reason.NO_ENDORSEMENT, "vcek", claims));

        assertThat(differences)
                .containsExactly(
                        "count: expected 8, got 7",
                        "policy.debug: expected 1, got true",
                        "policy.smt: expected true, not there");
    }

    @Test
    void anotherAcceptableVerdictIsAsGood() throws IOException {
        var expectation = expecting("""
                {"expected": {"verdict": "tampered", "also_acceptable": ["untrusted_chain"], "claims": {}}}
                """);

        assertThat(expectation.differences(refused(Reason.CHAIN_UNTRUSTED))).isEmpty();
        assertThat(expectation.differences(refused(Reason.EXPIRED)))
                .containsExactly("verdict: expected tampered, got expired");
    }

    private CaseExpectation expecting(String json) throws IOException {
        Files.writeString(folder.resolve("case.json"), json);
        return CaseExpectation.read(folder).orElseThrow();
    }

    private static Verdict refused(Reason reason) {
        return new Verdict.Refused(Check.CHAIN, reason, "");
    }
}
