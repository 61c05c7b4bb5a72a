package org.attestry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Runs command lines in this JVM and keeps what they print. */
public final class Recording {
    /** The instant that commands take for now. */
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console;

    private Recording(Map<String, String> environment, boolean terminal) {
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        console = new Console(new PrintWriter(out), new PrintWriter(err), environment, terminal, clock);
    }

    /** Without environment, into a file. */
    public static Recording plain() {
        return new Recording(Map.of(), false);
    }

    /** With these variables, into a file. */
    public static Recording with(Map<String, String> environment) {
        return new Recording(environment, false);
    }

    /** With these variables, on a terminal. */
    public static Recording onTerminal(Map<String, String> environment) {
        return new Recording(environment, true);
    }

    /** Runs one command line. */
    public ExitCode run(String... arguments) {
        return new Cli(console).run(List.of(arguments));
    }

    /** What went to the standard output. */
    public String out() {
        console.out().flush();
        return out.toString();
    }

    /** What went to the standard error. */
    public String err() {
        console.err().flush();
        return err.toString();
    }
}
