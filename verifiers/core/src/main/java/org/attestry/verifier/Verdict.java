package org.attestry.verifier;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What verification came to. An {@link Accepted} can come from {@link Checks#accept} only. */
public sealed interface Verdict {
    /** The outcome in the vocabulary of test vectors and command lines. */
    Outcome outcome();

    /** The evidence is genuine: every required check ran and held. Says nothing yet of whether its claims are wanted. */
    final class Accepted implements Verdict {
        private final Outcome outcome;
        private final Claims claims;
        private final Set<Check> passed;
        private final Map<Check, String> waived;

        Accepted(Outcome outcome, Claims claims, EnumSet<Check> passed, EnumMap<Check, String> waived) {
            this.outcome = outcome;
            this.claims = claims;
            this.passed = Collections.unmodifiableSet(EnumSet.copyOf(passed));
            this.waived = Collections.unmodifiableMap(new EnumMap<>(waived));
        }

        @Override
        public Outcome outcome() {
            return outcome;
        }

        /** What the evidence says of the platform and of what runs on it. */
        public Claims claims() {
            return claims;
        }

        /** The checks that ran and held, in their order of declaration. */
        public Set<Check> passed() {
            return passed;
        }

        /** The checks that could not run because the relying party supplied nothing to run them with, and what was missing. */
        public Map<Check, String> waived() {
            return waived;
        }

        /** Whether the evidence answers the challenge that the caller gave. */
        public boolean fresh() {
            return passed.contains(Check.FRESHNESS);
        }
    }

    /**
     * The evidence is not believed.
     *
     * @param check the check that did not hold; those before it held
     * @param reason why
     * @param detail the field or certificate concerned, without evidence in it; for callers to read
     */
    record Refused(Check check, Reason reason, String detail) implements Verdict {
        @Override
        public Outcome outcome() {
            return reason.outcome();
        }
    }

    /**
     * What would decide is not available. Never to be treated as an acceptance.
     *
     * @param reason what is missing
     * @param detail the item that is missing
     * @param unauthenticated what the bytes say, vouched for by nobody
     */
    record Inconclusive(Reason reason, String detail, Claims unauthenticated) implements Verdict {
        @Override
        public Outcome outcome() {
            return reason.outcome();
        }
    }
}
