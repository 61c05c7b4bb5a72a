package org.attestry.demo.enclave;

import org.attestry.cli.Console;
import picocli.CommandLine.Command;

/** {@code enclave}: what can be tried with enclaves on this machine. */
@Command(
        name = "enclave",
        description = "Try enclaves: built from EDL, opened in a process of their own, called from Java.")
public final class EnclaveCommand {
    private EnclaveCommand() {}

    /** The command with those below it. */
    static picocli.CommandLine with(Console console) {
        return new picocli.CommandLine(new EnclaveCommand()).addSubcommand(new EnclaveDemoCommand(console));
    }
}
