package org.attestry.rego.error;

/**
 * One reason why a compile failed.
 *
 * @param code one of the constants here, OPA's own
 * @param file the name the module was given under
 * @param line from 1; 0 where no position applies
 * @param column from 1; 0 where no position applies
 */
public record RegoError(String code, String file, int line, int column, String message) {
    public static final String PARSE = "rego_parse_error";
    public static final String COMPILE = "rego_compile_error";
    public static final String TYPE = "rego_type_error";
    public static final String UNSAFE_VAR = "rego_unsafe_var_error";
    public static final String RECURSION = "rego_recursion_error";

    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + code + ": " + message;
    }
}
