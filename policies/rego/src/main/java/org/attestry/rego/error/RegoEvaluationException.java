package org.attestry.rego.error;

/** An evaluation ended without a result; whoever asked must read it as a refusal. */
public final class RegoEvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String position;

    /** Why, with the code OPA gives; those of the limits are our own. */
    public enum Code {
        CONFLICT("eval_conflict_error"),
        TYPE("eval_type_error"),
        BUILTIN("eval_builtin_error"),
        FUEL("eval_fuel_error"),
        MEMORY("eval_memory_error"),
        DEPTH("eval_depth_error"),
        TIME("eval_cancel_error"),
        INTERNAL("eval_internal_error");

        private final String text;

        Code(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * Says what ended an evaluation, and where.
     *
     * @param position {@code file:line:column}, or empty where none applies
     */
    public RegoEvaluationException(Code code, String position, String message) {
        super(position.isEmpty() ? code.text + ": " + message : position + ": " + code.text + ": " + message);
        this.code = code;
        this.position = position;
    }

    public Code code() {
        return code;
    }

    public String position() {
        return position;
    }
}
