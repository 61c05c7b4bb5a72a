package org.attestry.rego.error;

import java.util.List;
import java.util.stream.Collectors;

/** Modules were refused; {@link #errors} says why, at least once. */
public final class RegoCompileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<RegoError> errors;

    public RegoCompileException(List<RegoError> errors) {
        super(errors.stream().map(RegoError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    public List<RegoError> errors() {
        return errors;
    }
}
