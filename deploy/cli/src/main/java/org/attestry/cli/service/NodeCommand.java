package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.cli.output.Json;
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

    @Command(
            name = "list",
            description = "List the nodes: standing, number of records, what they attested with last, and when.")
    int list(@Mixin ConnectionOptions connection, @Mixin Output output) {
        var answer = connection.asAdmin(console).get("v1", "nodes");
        output.print(console, answer, NodeCommand::table);
        return ExitCode.YES.number();
    }

    private static String table(JsonNode data) {
        var table = TextTable.of("node", "standing", "records", "format", "last at");
        for (var node : data.path("nodes")) {
            table.row(Stream.of("/node", "/standing", "/records", "/last/format", "/last/at")
                    .map(node::at)
                    .map(Json::plain)
                    .toList());
        }
        return data.path("nodes").isEmpty() ? "none" : table.toString();
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
