package org.attestry.cluster.baseline;

import org.jspecify.annotations.Nullable;

/** What a caller sends to withdraw a version: why, in one line for whoever reads the list or the audit log later. */
record WithdrawalRequest(@Nullable String reason) {
    private static final int LONGEST = 1000;

    WithdrawalRequest {
        boolean fits = reason == null
                || (!reason.isBlank()
                        && reason.length() <= LONGEST
                        && reason.codePoints().noneMatch(WithdrawalRequest::isInvisible));
        if (!fits)
            throw new IllegalArgumentException(
                    "\"reason\" is one line of 1 to " + LONGEST + " characters that can be seen");
    }

    /** The reason, empty where none was given. */
    String told() {
        return reason == null ? "" : reason;
    }

    /** Ends a line, turns the direction of writing, or shows as nothing: what is read later would not be what was written. */
    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> true;
            default -> false;
        };
    }
}
