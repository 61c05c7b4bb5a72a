package org.attestry.cluster.baseline;

import org.jspecify.annotations.Nullable;

/** What a caller sends to withdraw a version: why, in one line for whoever reads the list or the audit log later. */
record WithdrawalRequest(@Nullable String reason) {
    private static final int LONGEST = 1000;

    WithdrawalRequest {
        boolean fits = reason == null
                || (!reason.isBlank()
                        && reason.length() <= LONGEST
                        && reason.chars().noneMatch(Character::isISOControl));
        if (!fits) throw new IllegalArgumentException("\"reason\" is one line of 1 to " + LONGEST + " characters");
    }

    /** The reason, empty where none was given. */
    String told() {
        return reason == null ? "" : reason;
    }
}
