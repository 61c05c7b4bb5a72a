package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code audit}: what was recorded of a decision, and whether it comes out the same again. */
@Command(
        name = "audit",
        description = "Show audit records, compute recorded decisions again, and check what a service keeps.")
public final class AuditCommand {
    private final Console console;

    public AuditCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "show",
            description =
                    "Show a record: its fields with the digests of all inputs, its link in the chain, its verdict and its result; ends with 3 if anything that it names is not kept whole.")
    int show(
            @Mixin ConnectionOptions connection,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = "The record's id, which is the request id of the attestation.")
                    String id) {
        var client = connection.asAdmin(console);
        var answer = recorded(() -> client.get("v1", "audit", "records", id));
        output.print(console, answer, AuditCommand::fields);
        return (answer.has("damaged") ? ExitCode.INCONCLUSIVE : ExitCode.YES).number();
    }

    /** Where there is no record, there is nothing to explain either. */
    private static JsonNode recorded(Supplier<JsonNode> call) {
        try {
            return call.get();
        } catch (CommandFailed failed) {
            throw failed.problem().slug().equals("not-found") ? failed.unexplained() : failed;
        }
    }

    /** Without the leaf's octets, which the fields spell out. */
    private static String fields(JsonNode record) {
        return TextTable.fields(
                record instanceof ObjectNode object ? object.deepCopy().without("leaf_bytes") : record);
    }

    @Command(
            name = "replay",
            description = "Run verification and appraisal again from the stored inputs; ends with 1 if a bit differs.")
    int replay(
            @Mixin ConnectionOptions connection,
            @Mixin Output output,
            @Parameters(paramLabel = "ID", description = "The record's id.") String id) {
        var client = connection.asAdmin(console);
        var answer = recorded(() -> client.post(Json.object(), "v1", "audit", "records", id, "replay"));
        output.print(console, answer, this::outcome);
        return (same(answer) ? ExitCode.YES : ExitCode.REFUSED).number();
    }

    private static boolean same(JsonNode answer) {
        return answer.path("same").isBoolean() && answer.path("same").booleanValue();
    }

    private String outcome(JsonNode answer) {
        if (same(answer)) return console.palette().good("same") + ": the decision comes out bit for bit as recorded";
        return console.palette().bad("differs") + "\n"
                + TextTable.rows(answer.path("differences"), "what", "recorded", "recomputed");
    }
}
