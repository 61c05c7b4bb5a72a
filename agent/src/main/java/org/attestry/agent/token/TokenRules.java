package org.attestry.agent.token;

import java.time.Duration;

/**
 * What a token has to say so that it is believed here.
 *
 * @param issuer whose it has to be
 * @param audience whom it has to be for, exactly
 * @param skew how far the issuer's clock may differ, at most {@link #MOST_SKEW}
 */
public record TokenRules(ExpectedIssuer issuer, String audience, Duration skew) {
    /** More is no difference of clocks but a longer life. */
    public static final Duration MOST_SKEW = Duration.ofSeconds(60);

    /** The longest life that the service grants a token. */
    public static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

    public TokenRules {
        if (audience.isEmpty()) throw new IllegalArgumentException("an audience has a name");
        if (skew.isNegative() || skew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("the skew is 0 to " + MOST_SKEW.toSeconds() + " seconds");
        }
    }
}
