package org.attestry.bench;

import org.attestry.cli.CommandPlugin;
import org.attestry.cli.Console;

/** Adds {@code bench} to the command line. */
public final class BenchPlugin implements CommandPlugin {
    @Override
    public String name() {
        return "bench";
    }

    @Override
    public Object command(Console console) {
        return new BenchCommand(console);
    }
}
