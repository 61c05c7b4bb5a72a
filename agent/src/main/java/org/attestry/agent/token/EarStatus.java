package org.attestry.agent.token;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The trustworthiness tiers of AR4SI, from nothing known over good to bad, as an EAR writes them. */
public enum EarStatus {
    /** The verifier makes no claim. */
    NONE,
    /** As the reference values and the policy want it. */
    AFFIRMING,
    /** Acceptable, with something to look at. */
    WARNING,
    /** Not acceptable. */
    CONTRAINDICATED;

    /** The name as written outside: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<EarStatus> named(String name) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(name))
                .findFirst();
    }

    /** Whether a relying party may act on it. */
    public boolean acceptable() {
        return this == AFFIRMING || this == WARNING;
    }
}
