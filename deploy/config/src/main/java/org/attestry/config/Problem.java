package org.attestry.config;

import java.util.Optional;

/**
 * One thing wrong with the configuration, with all that is needed to put it right.
 *
 * @param key the key concerned, or the variable or file where there is no key
 * @param place where it stands
 * @param value what was given, masked where the key is a secret; empty where no value is at fault
 * @param what what is wrong, f.e. {@code is not a duration}
 * @param allowed the values or keys that would do; empty where there is nothing to list
 * @param nearest the known key that was probably meant
 */
public record Problem(
        String key,
        Source place,
        Optional<String> value,
        String what,
        Optional<String> allowed,
        Optional<String> nearest) {

    /** The problem as one line. */
    public String sentence() {
        return HalfACharacter.shown(key
                + value.map(given -> " = " + given).orElse("")
                + " (" + place + ") " + what
                + nearest.map(near -> "; did you mean " + near + "?").orElse("")
                + allowed.map(these -> "; allowed: " + these).orElse(""));
    }

    @Override
    public String toString() {
        return sentence();
    }
}
