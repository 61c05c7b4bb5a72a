package org.attestry.collateral;

import java.nio.file.Path;

/** A file or folder that cannot be used; the message names it and says what is wrong and, where that is known, what to do. */
public final class CollateralException extends RuntimeException {
    /** {@code problem} in a sentence that begins in lower case. */
    public CollateralException(Path where, String problem) {
        super(where + ": " + problem);
    }

    /** The same, with what was thrown. */
    public CollateralException(Path where, String problem, Throwable cause) {
        super(where + ": " + problem, cause);
    }
}
