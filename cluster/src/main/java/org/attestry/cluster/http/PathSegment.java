package org.attestry.cluster.http;

/**
 * A name in a path: anything that could mean another path, or be read differently by another server, is refused.
 *
 * <p>Allowed are letters, digits, and {@code . _ ~ @ : -}, one to 128 of them, not {@code .} or {@code ..}.
 */
public final class PathSegment {
    private static final int LONGEST = 128;

    private PathSegment() {}

    /** Whether {@code text} may be a name in a path. */
    public static boolean allowed(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST;
        return fits && allAllowed(text) && !text.equals(".") && !text.equals("..");
    }

    private static boolean allAllowed(String text) {
        for (int i = 0; i < text.length(); i++) if (!allowed(text.charAt(i))) return false;
        return true;
    }

    private static boolean allowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "._~@:-".indexOf(c) >= 0;
    }
}
