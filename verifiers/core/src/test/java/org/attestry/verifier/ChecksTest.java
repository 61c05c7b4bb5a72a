package org.attestry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ChecksTest {
    private static final Expected BOUND = new Expected.Bound(Bytes.of(1));

    private final Checks checks = Checks.requiring(new Expected.Unchallenged(), List.of(Check.FORMAT, Check.SIGNATURE));

    @ParameterizedTest(name = "without {0}")
    @EnumSource(Check.class)
    void nothingIsAcceptedWhileARequiredCheckIsMissing(Check missing) {
        var all = Checks.requiring(BOUND, EnumSet.allOf(Check.class));
        for (var check : EnumSet.complementOf(EnumSet.of(missing))) all.require(check, true, Reason.MALFORMED, "");
        assertThatThrownBy(() -> all.accept(Claims.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("accepting without [" + missing + "]");
        all.require(missing, true, Reason.MALFORMED, "");
        assertThat(all.accept(Claims.NONE).passed()).containsExactly(Check.values());
    }

    @Test
    void aCheckOfWhichOnePartHoldsAndAnotherWasWaivedHasPassed() {
        checks.require(Check.FORMAT, true, Reason.MALFORMED, "");
        checks.waive(Check.SIGNATURE, "no key");
        checks.require(Check.SIGNATURE, true, Reason.SIGNATURE_INVALID, "");
        var accepted = checks.accept(Claims.NONE);
        assertThat(accepted.passed()).containsExactly(Check.FORMAT, Check.SIGNATURE);
        assertThat(accepted.waived()).isEmpty();
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
    void whatWasLeftOutIsNotWaivedByNamingAnotherCheck() {
        checks.require(Check.FORMAT, true, Reason.MALFORMED, "");
        checks.waive(Check.REVOCATION, "no list");
        assertThatThrownBy(() -> checks.accept(Claims.NONE)).hasMessageContaining("SIGNATURE");
    }

    @Test
    void whereNoNonceIsExpectedFreshnessIsNeitherRequiredNorTold() {
        checks.require(Check.FORMAT, true, Reason.MALFORMED, "");
        checks.require(Check.SIGNATURE, true, Reason.SIGNATURE_INVALID, "");
        assertThat(checks.accept(Claims.NONE).fresh()).isFalse();
    }

    @Test
    void malformedBytesAreARefusalAndNoConclusionIsNone() {
        assertThat(Checks.verdict(() -> {
                    throw new Malformed("VERSION", "no");
                }))
                .isEqualTo(new Verdict.Refused(Check.FORMAT, Reason.MALFORMED, "VERSION: no"));
        assertThat(Checks.verdict(() -> {
                    throw checks.inconclusive(Reason.NO_ENDORSEMENT, "crl", Claims.NONE);
                }))
                .isEqualTo(new Verdict.Inconclusive(Reason.NO_ENDORSEMENT, "crl", Claims.NONE));
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

    @Test
    void whatIsRecalledIsWhatHeldEarlierAndNoMore() {
        var earlier = checks.aside();
        earlier.require(Check.SIGNATURE, true, Reason.SIGNATURE_INVALID, "");
        earlier.waive(Check.FORMAT, "not looked at");
        var held = earlier.held();
        earlier.require(Check.FORMAT, true, Reason.MALFORMED, "");
        checks.recall(held);
        assertThatThrownBy(() -> checks.accept(Claims.NONE)).hasMessage("accepting without [FORMAT]");
        checks.recall(earlier.held());
        assertThat(checks.accept(Claims.NONE).passed()).containsExactly(Check.FORMAT, Check.SIGNATURE);
    }
}
