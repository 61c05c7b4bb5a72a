package org.attestry.rego.builtin;

import java.time.Instant;
import java.util.function.Function;

/** What one evaluation lends to its builtins. */
public interface BuiltinContext {
    /** The time of this evaluation: the same for every call. */
    Instant now();

    /**
     * Pays for work or for what is made, before it is made.
     *
     * @param amount elements, bytes or steps
     */
    void charge(long amount);

    /** A value made once in this evaluation, such as a random identifier. */
    <T> T once(String key, Function<String, T> make);

    /** Where {@code print} and traces go. */
    void note(String line);
}
