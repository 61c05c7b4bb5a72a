package org.attestry.cluster.http;

import java.util.regex.Pattern;

/**
 * A name in a path: anything that could mean another path, or be read differently by another server, is refused.
 *
 * <p>Allowed are letters, digits, and {@code . _ ~ @ : -}, one to 128 of them, not {@code .} or {@code ..}.
 */
public final class PathSegment {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~@:-]{1,128}");

    private PathSegment() {}

    /** Whether {@code text} may be a name in a path. */
    public static boolean allowed(String text) {
        return ALLOWED.matcher(text).matches() && !text.equals(".") && !text.equals("..");
    }
}
