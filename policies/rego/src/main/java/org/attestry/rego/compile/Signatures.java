package org.attestry.rego.compile;

import org.jspecify.annotations.Nullable;

/** What the compiler must know of builtin functions. */
public interface Signatures {
    /**
     * The arity of a builtin.
     *
     * @return how many arguments the builtin takes, or null where there is none of that name
     */
    @Nullable
    Integer arity(String name);

    /** What a builtin takes and gives, or null where there is none of that name. */
    @Nullable
    FunctionType type(String name);

    /**
     * Whether a builtin may be called.
     *
     * @return why the builtin may not be used, or null where it may
     */
    @Nullable
    String refusal(String name);

    /** Whether a builtin is one that Rego v1 no longer calls. */
    boolean deprecated(String name);
}
