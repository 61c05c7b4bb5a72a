package org.attestry.cli.verify;

import org.attestry.cli.ExitCode;
import org.attestry.verifier.Outcome;
import org.attestry.verifier.Verdict;

/** What a verdict means as an exit code. */
final class VerdictExit {
    private VerdictExit() {}

    static ExitCode of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted _ -> ExitCode.YES;
            case Verdict.Inconclusive _ -> ExitCode.INCONCLUSIVE;
            case Verdict.Refused refused ->
                refused.outcome() == Outcome.IMPLEMENTATION_DEFINED ? ExitCode.INCONCLUSIVE : ExitCode.REFUSED;
        };
    }
}
