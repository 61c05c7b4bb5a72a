package org.attestry.verifier;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.function.Supplier;
import org.attestry.bytes.Malformed;

/**
 * Runs checks and remembers which ran: {@link #accept} throws unless every required one held or was waived by name.
 *
 * <p>So a check that quietly stopped running cannot turn into an acceptance. One instance serves one verification.
 */
public final class Checks {
    private final EnumSet<Check> required;
    private final EnumSet<Check> passed = EnumSet.noneOf(Check.class);
    private final EnumMap<Check, String> waived = new EnumMap<>(Check.class);

    private Checks(EnumSet<Check> required) {
        this.required = required;
    }

    /** Checks of a format for which all of {@code required} have to hold. {@link Check#FRESHNESS} follows {@code expected}. */
    public static Checks requiring(Expected expected, Collection<Check> required) {
        var all = EnumSet.noneOf(Check.class);
        all.addAll(required);
        return new Checks(
                switch (expected) {
                    case Expected.Bound _ -> with(all, Check.FRESHNESS);
                    case Expected.Unchallenged _ -> all;
                });
    }

    private static EnumSet<Check> with(EnumSet<Check> checks, Check further) {
        checks.add(further);
        return checks;
    }

    /**
     * Counts {@code check} as passed if {@code holds}; a check of several parts is required several times.
     *
     * @throws Failed if it does not hold
     */
    public void require(Check check, boolean holds, Reason reason, String detail) {
        if (!holds) throw new Failed(check, reason, detail);
        passed.add(check);
    }

    /** What has held so far, to be kept with an endorsement that was verified by these checks and nothing else. */
    public Held held() {
        return new Held(passed);
    }

    /**
     * Counts checks as passed because they held, in all their parts, when an endorsement was verified from these same bytes, now or
     * earlier. For what a verifier may keep between calls, and nothing else.
     */
    public void recall(Held earlier) {
        passed.addAll(earlier.checks);
    }

    /** Checks of their own: what fails there refuses as it does here, what holds there counts for nothing unless it is recalled. */
    public Checks aside() {
        return new Checks(EnumSet.noneOf(Check.class));
    }

    /** Records that {@code check} could not run because {@code missing} was not supplied; the verdict and its audit record say so. */
    public void waive(Check check, String missing) {
        waived.put(check, missing);
    }

    /** Stops without a conclusion: {@code reason} says what would have decided. */
    public Inconclusive inconclusive(Reason reason, String detail, Claims unauthenticated) {
        return new Inconclusive(new Verdict.Inconclusive(reason, detail, unauthenticated));
    }

    /**
     * The acceptance, listing what passed.
     *
     * @throws IllegalStateException if a required check neither passed nor was waived
     */
    public Verdict.Accepted accept(Claims claims) {
        return accept(Outcome.VERIFIED, claims);
    }

    /** The same, with an outcome that accepts under a name of its own. */
    public Verdict.Accepted accept(Outcome outcome, Claims claims) {
        var skipped = EnumSet.copyOf(required);
        skipped.removeAll(passed);
        skipped.removeAll(waived.keySet());
        if (!skipped.isEmpty()) throw new IllegalStateException("accepting without " + skipped);
        waived.keySet().removeAll(passed);
        return new Verdict.Accepted(outcome, claims, passed, waived);
    }

    /** Checks that held in an earlier verification: nobody else can say so, as only {@link #held} makes one. */
    public static final class Held {
        private final EnumSet<Check> checks;

        private Held(EnumSet<Check> checks) {
            this.checks = EnumSet.copyOf(checks);
        }

        /** Whether {@code check} is among them. */
        public boolean contains(Check check) {
            return checks.contains(check);
        }
    }

    /** A check that did not hold; thrown by {@link #require}, turned into a verdict once, in {@link #verdict}. */
    public static final class Failed extends RuntimeException {
        private final Verdict.Refused refused;

        Failed(Check check, Reason reason, String detail) {
            super(reason + " " + detail, null, false, false);
            this.refused = new Verdict.Refused(check, reason, detail);
        }
    }

    /** No conclusion is possible; thrown by verifiers, turned into a verdict once, in {@link #verdict}. */
    public static final class Inconclusive extends RuntimeException {
        private final Verdict.Inconclusive verdict;

        Inconclusive(Verdict.Inconclusive verdict) {
            super(verdict.reason() + " " + verdict.detail(), null, false, false);
            this.verdict = verdict;
        }
    }

    /** Runs {@code verification} and turns a failed check, missing material or malformed bytes into the verdict it stands for. */
    public static Verdict verdict(Supplier<Verdict.Accepted> verification) {
        try {
            return verification.get();
        } catch (Failed failed) {
            return failed.refused;
        } catch (Inconclusive inconclusive) {
            return inconclusive.verdict;
        } catch (Malformed malformed) {
            return new Verdict.Refused(Check.FORMAT, Reason.MALFORMED, malformed.getMessage() + "");
        }
    }
}
