package org.attestry.rego.syntax;

import org.attestry.rego.ast.Loc;
import org.attestry.rego.error.RegoError;

/** The text is not Rego from here on; caught once, in {@link Parser}. */
final class ParseFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RegoError error;

    ParseFailure(Loc loc, String message) {
        super(message, null, false, false);
        this.error = loc.error(RegoError.PARSE, message);
    }

    RegoError error() {
        return error;
    }
}
