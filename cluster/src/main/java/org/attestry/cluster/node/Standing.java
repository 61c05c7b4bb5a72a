package org.attestry.cluster.node;

import java.util.Locale;

/** What the service holds of a node, after its last decision. */
public enum Standing {
    /** Nothing was ever decided. */
    UNKNOWN,
    /** The last result was affirming. */
    TRUSTED,
    /** The last result was a warning. */
    WARNING,
    /** The last evidence was refused, or its result contraindicated or empty. */
    CONTRAINDICATED;

    /** The name outside: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The standing after a result of that status. */
    static Standing after(String status) {
        return switch (status) {
            case "affirming" -> TRUSTED;
            case "warning" -> WARNING;
            default -> CONTRAINDICATED;
        };
    }
}
