package org.attestry.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.attestry.cli.output.Palette;

/**
 * What a command has of the process around it.
 *
 * @param out where answers go
 * @param err where problems and progress go
 * @param environment the variables of the environment
 * @param terminal whether a person watches, so that colour and progress make sense
 * @param clock tells when
 */
public record Console(
        PrintWriter out, PrintWriter err, Map<String, String> environment, boolean terminal, Clock clock) {
    public Console {
        environment = Map.copyOf(environment);
    }

    /** The console of this process. The launcher says by {@code attestry.terminal} whether the output is a terminal. */
    static Console ofProcess() {
        return new Console(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                System.getenv(),
                Boolean.getBoolean("attestry.terminal"),
                Clock.systemUTC());
    }

    /** The variable {@code name}, where it is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Colours, or none: without a terminal, with {@code NO_COLOR} (no-color.org) or on a dumb terminal. */
    public Palette palette() {
        var plain = variable("NO_COLOR").isPresent()
                || variable("TERM").filter("dumb"::equals).isPresent();
        return terminal && !plain ? Palette.COLOURED : Palette.PLAIN;
    }
}
