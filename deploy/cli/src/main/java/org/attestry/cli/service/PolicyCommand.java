package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.UserFiles;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.cli.client.RequestIdOption;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy}: the Rego that turns claims and reference values into a result, in versions. */
@Command(name = "policy", description = "Manage appraisal policies, written in Rego.")
public final class PolicyCommand {
    private final Console console;

    public PolicyCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "add",
            description = "Add a version of a policy, as a draft. It has to compile; it counts once activated.")
    int add(
            @Mixin ConnectionOptions connection,
            @Mixin RequestIdOption request,
            @Mixin Output output,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "The policy's name.")
                    String name,
            @Parameters(paramLabel = "FILE", description = "The Rego file.") Path file,
            @Option(
                            names = "--tee",
                            required = true,
                            paramLabel = "TEE",
                            description = "The kind of TEE it is for: snp, …")
                    String tee) {
        var body = Json.object().put("name", name).put("tee", tee).put("source", UserFiles.text(file));
        var answer = connection.asAdmin(console).under(request.id()).post(body, "v1", "policies");
        output.print(console, answer, PolicyCommand::added);
        return ExitCode.YES.number();
    }

    private static String added(JsonNode data) {
        return TextTable.fields(data) + "\nnext: attestry policy activate " + Json.plain(data.path("name")) + " "
                + Json.plain(data.path("version"));
    }

    @Command(name = "list", description = "List policies and their versions.")
    int list(@Mixin ConnectionOptions connection, @Mixin Output output) {
        var answer = connection.asAdmin(console).get("v1", "policies");
        output.print(
                console,
                answer,
                data -> Versions.table(data.path("policies"), console.clock().instant(), "name", "tee"));
        return ExitCode.YES.number();
    }

    @Command(name = "activate", description = "Let a version decide from now on.")
    int activate(
            @Mixin ConnectionOptions connection,
            @Mixin Output output,
            @Parameters(paramLabel = "NAME", description = "The policy's name.") String name,
            @Parameters(paramLabel = "VERSION", description = "The version, as add printed it.") int version) {
        var answer = connection
                .asAdmin(console)
                .post(Json.object(), "v1", "policies", name, Integer.toString(version), "activate");
        output.print(console, answer, TextTable::fields);
        return ExitCode.YES.number();
    }
}
