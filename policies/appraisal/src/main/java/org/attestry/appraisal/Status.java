package org.attestry.appraisal;

import java.util.Locale;

/** A trust tier of AR4SI (draft-ietf-rats-ar4si section 2.3.2), from best to worst. */
public enum Status {
    /** What was looked at is as it should be. */
    AFFIRMING,
    /** Something calls for attention; the relying party decides. */
    WARNING,
    /** Nothing was looked at, or nothing could be said. Never enough for a token. */
    NONE,
    /** Something is as it must not be. */
    CONTRAINDICATED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name in a token: lower case. */
    public String wireName() {
        return wireName;
    }

    /** Whether a result whose tier has that {@code wireName} is enough for a token. */
    public static boolean grants(String wireName) {
        return wireName.equals(AFFIRMING.wireName) || wireName.equals(WARNING.wireName);
    }

    /**
     * The tier of a trust vector value: -1 to 1 none, 2 to 31 and -32 to -2 affirming, 32 to 95 and -96 to -33 warning, the rest of an
     * octet contraindicated.
     */
    public static Status ofTier(int value) {
        if (value >= -1 && value <= 1) return NONE;
        if (value >= -32 && value <= 31) return AFFIRMING;
        if (value >= -96 && value <= 95) return WARNING;
        return CONTRAINDICATED;
    }

    /** Whichever is worse. */
    public Status worseOf(Status other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
