package org.attestry.rego.builtin;

import org.attestry.rego.error.RegoEvaluationException.Code;

/** A builtin has no answer: its call is undefined, or an error where errors are strict. */
public final class BuiltinFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;

    private BuiltinFailure(Code code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** An argument is of the wrong kind. */
    public static BuiltinFailure type(String message) {
        return new BuiltinFailure(Code.TYPE, message);
    }

    /** The arguments are of the right kind and still have no answer. */
    public static BuiltinFailure of(String message) {
        return new BuiltinFailure(Code.BUILTIN, message);
    }

    /** Values that must not both be: an error however strict the evaluation is. */
    public static BuiltinFailure conflict(String message) {
        return new BuiltinFailure(Code.CONFLICT, message);
    }

    public Code code() {
        return code;
    }
}
