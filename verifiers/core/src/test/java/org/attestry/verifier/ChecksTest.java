package org.attestry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;

final class ChecksTest {
    private static final Expected BOUND = new Expected.Bound(Bytes.of(1));

    private final Checks checks = Checks.requiring(new Expected.Unchallenged(), List.of(Check.FORMAT, Check.SIGNATURE));

    @Test
    void nothingIsAcceptedWhileARequiredCheckIsMissing() {
        checks.require(Check.FORMAT, true, Reason.MALFORMED, "");
        assertThatThrownBy(() -> checks.accept(Claims.NONE)).hasMessageContaining("SIGNATURE");
    }

    @Test
    void anAcceptanceListsWhatPassedAndWhatWasWaived() {
        checks.require(Check.FORMAT, true, Reason.MALFORMED, "");
        checks.waive(Check.SIGNATURE, "no key");
        var accepted = checks.accept(Claims.NONE);
        assertThat(accepted.passed()).containsExactly(Check.FORMAT);
        assertThat(accepted.waived()).containsEntry(Check.SIGNATURE, "no key");
    }

    @Test
    void whereANonceIsExpectedFreshnessIsRequiredUnasked() {
        var fresh = Checks.requiring(BOUND, List.of());
        assertThatThrownBy(() -> fresh.accept(Claims.NONE)).hasMessageContaining("FRESHNESS");
    }

    @Test
    void aCheckThatDoesNotHoldIsTheVerdict() {
        var verdict = Checks.verdict(() -> {
            checks.require(Check.FORMAT, true, Reason.MALFORMED, "");
            checks.require(Check.SIGNATURE, false, Reason.SIGNATURE_INVALID, "SIGNATURE");
            return checks.accept(Claims.NONE);
        });
        assertThat(verdict).isEqualTo(new Verdict.Refused(Check.SIGNATURE, Reason.SIGNATURE_INVALID, "SIGNATURE"));
    }

    @Test
    void whatHoldsAsideCountsForNothingAndWhatFailsAsideRefuses() {
        checks.require(Check.FORMAT, true, Reason.MALFORMED, "");
        checks.aside().require(Check.SIGNATURE, true, Reason.SIGNATURE_INVALID, "");
        assertThatThrownBy(() -> checks.accept(Claims.NONE)).hasMessageContaining("SIGNATURE");
        var verdict = Checks.verdict(() -> {
            checks.aside().require(Check.SIGNATURE, false, Reason.SIGNATURE_INVALID, "aside");
            throw new AssertionError("not reached");
        });
        assertThat(verdict).isEqualTo(new Verdict.Refused(Check.SIGNATURE, Reason.SIGNATURE_INVALID, "aside"));
    }
}
