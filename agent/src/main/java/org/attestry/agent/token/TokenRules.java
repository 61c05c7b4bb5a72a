package org.attestry.agent.token;

import java.time.Duration;

/**
 * What a token has to say so that it is believed here.
 *
 * @param issuer whose it has to be
 * @param audience whom it has to be for, exactly
 * @param freshness whose nonce it has to answer
 * @param skew how far the issuer's clock may differ, at most {@link #MOST_SKEW}
 * @param longestLife how long after its issue it may end, at most {@link #MOST_LIFE}
 */
public record TokenRules(
        ExpectedIssuer issuer, String audience, ExpectedFreshness freshness, Duration skew, Duration longestLife) {
    /** More is no difference of clocks but a longer life. */
    public static final Duration MOST_SKEW = Duration.ofSeconds(60);

    /** The longest life that a service can be told to grant a token. */
    public static final Duration MOST_LIFE = Duration.ofHours(24);

    /** The life that a service grants unless it is told otherwise. */
    public static final Duration USUAL_LIFE = Duration.ofMinutes(5);

    public TokenRules {
        if (audience.isEmpty()) throw new IllegalArgumentException("an audience has a name");
        if (skew.isNegative() || skew.compareTo(MOST_SKEW) > 0) {
            throw new IllegalArgumentException("the skew is 0 to " + MOST_SKEW.toSeconds() + " seconds");
        }
        if (!longestLife.isPositive() || longestLife.compareTo(MOST_LIFE) > 0) {
            throw new IllegalArgumentException(
                    "the longest life is above 0 and at most " + MOST_LIFE.toHours() + " hours");
        }
    }

    TokenRules expecting(ExpectedFreshness other) {
        return new TokenRules(issuer, audience, other, skew, longestLife);
    }

    TokenRules forAudience(String other) {
        return new TokenRules(issuer, other, freshness, skew, longestLife);
    }
}
