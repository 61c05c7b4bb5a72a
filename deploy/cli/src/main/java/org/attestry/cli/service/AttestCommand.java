package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attest}: has the agent of a machine attest it, and prints what came of it; the token, which opens doors, only where it is asked for. */
@Command(
        name = "attest",
        description = {
            "Have the agent on this machine attest it to its service: challenge, evidence, token.",
            "The token itself is printed where it is asked for: by --token, --json or -o yaml.",
            "For example: attestry attest --url http://127.0.0.1:8081 --node web-1 --audience shop"
        })
public final class AttestCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8081",
            description = "Where the agent listens (default: http://127.0.0.1:8081).")
    private String url = "";

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description =
                    "The node meant; the agent refuses if it is another one's (default: whichever the agent's is).")
    private @Nullable String node;

    @Option(
            names = "--audience",
            paramLabel = "NAME",
            defaultValue = "attestry-agent",
            description = "Whom the token is for: the relying party's name (default: attestry-agent).")
    private String audience = "";

    @Option(names = "--token", description = "Print the token and nothing else, for scripts.")
    private boolean tokenOnly;

    @Mixin
    private Output output = new Output();

    public AttestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var request = Json.object().put("audience", audience);
        if (node != null) request.put("node", node);
        var answer = ConnectionOptions.withoutKey(url).post(request, "v1", "attestations");
        if (tokenOnly) console.out().println(Json.plain(answer.path("token")));
        else output.print(console, answer, this::text);
        return ExitCode.YES.number();
    }

    private String text(JsonNode answer) {
        var status = Json.plain(answer.path("status"));
        return console.palette().good(status) + ": node " + Json.plain(answer.path("node")) + " is attested\n"
                + "  checks     " + Json.plain(answer.path("checks").path("passed")) + "\n"
                + "  record     " + Json.plain(answer.path("record")) + "\n"
                + "  good until " + Json.plain(answer.path("token_expires_at")) + "\n"
                + "  token      for " + audience + "; --token prints it alone, --json with all of the answer";
    }
}
