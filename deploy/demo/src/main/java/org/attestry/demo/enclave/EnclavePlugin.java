package org.attestry.demo.enclave;

import org.attestry.cli.CommandPlugin;
import org.attestry.cli.Console;

/** Adds {@code enclave} to the command line. */
public final class EnclavePlugin implements CommandPlugin {
    @Override
    public String name() {
        return "enclave";
    }

    @Override
    public Object command(Console console) {
        return EnclaveCommand.with(console);
    }
}
