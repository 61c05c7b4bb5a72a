package org.attestry.cli.service;

import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code node}: which nodes the service knows and what it thinks of them. */
@Command(name = "node", description = "Show attested nodes and their standing.")
public final class NodeCommand {
    private final Console console;

    public NodeCommand(Console console) {
        this.console = console;
    }

    @Command(name = "list", description = "List the nodes: standing, kind of TEE, when they last attested.")
    int list(@Mixin ConnectionOptions connection, @Mixin Output output) {
        var answer = connection.asAdmin(console).get("v1", "nodes");
        output.print(console, answer, data -> TextTable.rows(data.path("nodes"), "node", "standing", "tee", "last_at"));
        return ExitCode.YES.number();
    }

    @Command(name = "show", description = "Show one node: its standing and its last attestation.")
    int show(
            @Mixin ConnectionOptions connection,
            @Mixin Output output,
            @Parameters(paramLabel = "NODE", description = "The node's id.") String node) {
        var answer = connection.asAdmin(console).get("v1", "nodes", node);
        output.print(console, answer, TextTable::fields);
        return ExitCode.YES.number();
    }
}
