package org.attestry.cli.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.attestry.cli.output.Json;
import org.attestry.collateral.CaseExpectation;
import org.attestry.verifier.Claims;
import org.attestry.verifier.Verdict;

/**
 * One case: what came out, and how that differs from what should have.
 *
 * @param dir the case's folder, as seen from the folder that was asked for
 * @param tee the kind of TEE, for the table
 * @param outcome what came out
 * @param expected the verdict that should have; empty where the case does not say
 * @param differences what is wrong; empty where nothing is, or where nothing was expected
 */
record CaseResult(String dir, String tee, CaseOutcome outcome, Optional<String> expected, List<String> differences) {
    CaseResult {
        differences = List.copyOf(differences);
    }

    /** {@code outcome} held against {@code expectation}. A case that no verifier is there for has failed, whatever it expects. */
    static CaseResult of(String dir, String tee, CaseOutcome outcome, Optional<CaseExpectation> expectation) {
        var differences = expectation.map(expected -> switch (outcome) {
            case CaseOutcome.Judged(var verdict) -> expected.differences(verdict);
            case CaseOutcome.NotPossible(var why) -> List.of(why);
        });
        return new CaseResult(
                dir, tee, outcome, expectation.map(CaseExpectation::verdict), differences.orElse(List.of()));
    }

    /** A case that cannot be read has failed: nobody knows what it expects. */
    static CaseResult unread(String dir, String why) {
        return new CaseResult(dir, "(unread)", new CaseOutcome.NotPossible(why), Optional.empty(), List.of(why));
    }

    boolean passed() {
        return expected.isPresent() && differences.isEmpty();
    }

    boolean failed() {
        return !differences.isEmpty();
    }

    /** {@code {"dir", "verdict", "reason", "checks", "claims"}}: what came out, whatever was expected. */
    JsonNode emitted() {
        var line = Json.object().put("dir", dir).put("verdict", outcome.name()).put("reason", reason());
        var checks = line.putArray("checks");
        line.set("claims", Json.of(Claims.NONE.root()));
        if (outcome instanceof CaseOutcome.Judged(var verdict)) {
            if (verdict instanceof Verdict.Accepted accepted) {
                accepted.passed().forEach(check -> checks.add(check.wireName()));
            }
            line.set("claims", Json.of(claims(verdict).root()));
        }
        return line;
    }

    private static Claims claims(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> accepted.claims();
            case Verdict.Inconclusive inconclusive -> inconclusive.unauthenticated();
            case Verdict.Refused _ -> Claims.NONE;
        };
    }

    private String reason() {
        return switch (outcome) {
            case CaseOutcome.NotPossible(var why) -> why;
            case CaseOutcome.Judged(Verdict.Accepted _) -> "every required check held";
            case CaseOutcome.Judged(Verdict.Refused(var check, var reason, var detail)) ->
                check.wireName() + ": " + reason.wireName() + ": " + detail;
            case CaseOutcome.Judged(Verdict.Inconclusive(var reason, var detail, var _)) ->
                reason.wireName() + ": " + detail;
        };
    }

    /** What came out, in a few words. */
    String got() {
        var accepted = outcome instanceof CaseOutcome.Judged(var verdict) && verdict instanceof Verdict.Accepted;
        return outcome.name() + (accepted ? "" : " (" + reason() + ")");
    }
}
