package org.attestry.demo;

import org.attestry.cli.CommandPlugin;
import org.attestry.cli.Console;

/** Adds {@code demo} to the command line. */
public final class DemoPlugin implements CommandPlugin {
    @Override
    public String name() {
        return "demo";
    }

    @Override
    public Object command(Console console) {
        return new DemoCommand(console);
    }
}
