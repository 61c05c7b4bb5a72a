package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain}: why a request was refused, or why a node has its standing. */
@Command(
        name = "explain",
        description =
                "Say why a request was refused or a node got its standing: the check, the clause, the claim, the rule.")
public final class ExplainCommand implements Callable<Integer> {
    private static final List<String> OPENING = List.of(
            "request_id", "at", "node", "what", "status", "check", "reason", "detail", "clause", "policy", "baseline");

    private final Console console;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--agent",
            paramLabel = "URL",
            description =
                    "Ask the agent that listens there, and show it no key: for what an agent refused itself, its latest 1000.")
    private @Nullable String agent;

    @Mixin
    private Output output = new Output();

    @Parameters(
            paramLabel = "ID",
            description =
                    "The request id: every refusal and every token carries it, every answer has it in its header.")
    private String id = "";

    public ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.print(console, explanation(), ExplainCommand::text);
        return ExitCode.YES.number();
    }

    /** A refusal here is not one to ask this command about. */
    private JsonNode explanation() {
        try {
            var asked = agent == null ? connection.asAgent(console) : ConnectionOptions.withoutKey(agent);
            return asked.get("v1", "explanations", id);
        } catch (CommandFailed failed) {
            throw failed.unexplained();
        }
    }

    private static String text(JsonNode explanation) {
        var opening = TextTable.bare();
        for (var member : OPENING) {
            var value = Json.plain(explanation.path(member));
            if (!value.isEmpty()) opening.row(List.of(member.replace('_', ' '), value));
        }
        var text = new StringBuilder(opening.toString());
        if (!explanation.path("rules").isEmpty()) {
            text.append("\n\n").append(TextTable.rows(explanation.path("rules")));
        }
        if (!explanation.path("trust_vector").isEmpty()) {
            text.append(
                            "\n\ntrust vector (0 none, 2 affirming, 32 warning, 96 contraindicated, 99 the policy failed)\n")
                    .append(TextTable.fields(explanation.path("trust_vector"))
                            .indent(2)
                            .stripTrailing());
        }
        if (!explanation.path("claims").isEmpty()) {
            text.append("\n\nclaims");
            explanation.path("claims").forEach(claim -> text.append("\n  ").append(claim(claim)));
        }
        return text.toString();
    }

    private static String claim(JsonNode claim) {
        return claim.isObject() ? TextTable.fields(claim).replace("\n", "\n  ") : Json.plain(claim);
    }
}
