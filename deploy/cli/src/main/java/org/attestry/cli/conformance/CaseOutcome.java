package org.attestry.cli.conformance;

import org.attestry.verifier.Verdict;

/** What came of one case. */
sealed interface CaseOutcome {
    /** A verifier had its say. */
    record Judged(Verdict verdict) implements CaseOutcome {}

    /** No verifier could be asked: none for this format is built, or the case asks for something that is not supported. */
    record NotPossible(String why) implements CaseOutcome {}

    /** The verdict's name, or {@code unsupported}, which no case expects. */
    default String name() {
        return switch (this) {
            case Judged(var verdict) -> verdict.outcome().wireName();
            case NotPossible _ -> "unsupported";
        };
    }
}
