package org.attestry.demo;

import org.attestry.cli.CommandPlugin;
import org.attestry.cli.Console;

/** Adds {@code dev} to the command line. */
public final class DevPlugin implements CommandPlugin {
    @Override
    public String name() {
        return "dev";
    }

    @Override
    public Object command(Console console) {
        return new DevCommand(console);
    }
}
