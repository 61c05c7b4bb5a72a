package org.attestry.cli.output;

import org.attestry.cli.Console;

/** How far a long run has come: one line that is written over on a terminal, nothing elsewhere. */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;

    private final Console console;
    private final String what;
    private final int total;
    private int done;
    private int shown = -1;

    private Progress(Console console, String what, int total) {
        this.console = console;
        this.what = what;
        this.total = total;
    }

    /** A bar over {@code total} things. */
    public static Progress on(Console console, String what, int total) {
        return new Progress(console, what, total);
    }

    /** One more is done. */
    public void step() {
        done++;
        int filled = done * WIDTH / Math.max(1, total);
        if (!console.terminal() || filled == shown) return;
        shown = filled;
        var bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
        console.err().print("\r[" + bar + "] " + done + "/" + total + " " + what);
        console.err().flush();
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown < 0) return;
        console.err().print("\r\u001b[K");
        console.err().flush();
    }
}
