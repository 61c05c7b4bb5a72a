package org.attestry.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is laid over the defaults, the strongest first.
 *
 * @param flags values given on the command line
 * @param environment the whole environment; only names that begin with {@code ATTESTRY_} are looked at
 * @param file the configuration file, in HOCON
 */
public record Sources(List<Flag> flags, Map<String, String> environment, Optional<Path> file) {
    /** Nothing over the defaults. */
    public static final Sources NONE = new Sources(List.of(), Map.of(), Optional.empty());

    public Sources {
        flags = List.copyOf(flags);
        environment = Map.copyOf(environment);
    }

    /**
     * A value from the command line.
     *
     * @param key the whole key, f.e. {@code attest.http.listen}
     * @param value its text; the items of a list are joined by commas
     * @param name the option as typed, f.e. {@code --listen}
     */
    public record Flag(String key, String value, String name) {}

    /** The same with one more flag. */
    public Sources withFlag(String key, String value, String name) {
        var more = new ArrayList<>(flags);
        more.add(new Flag(key, value, name));
        return new Sources(more, environment, file);
    }

    /** The same with this environment. */
    public Sources withEnvironment(Map<String, String> environment) {
        return new Sources(flags, environment, file);
    }

    /** The same with this file. */
    public Sources withFile(Path file) {
        return new Sources(flags, environment, Optional.of(file));
    }
}
