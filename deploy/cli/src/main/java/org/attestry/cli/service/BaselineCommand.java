package org.attestry.cli.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.UserFiles;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.cli.client.RequestIdOption;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code baseline}: the reference values that evidence is held against, in versions. */
@Command(name = "baseline", description = "Manage baselines: the reference values that a TEE's claims must have.")
public final class BaselineCommand {
    private final Console console;

    public BaselineCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "add",
            description = {
                "Add a version of a baseline, as a draft. It counts once activated. The service refuses what no evidence"
                        + " can ever meet, and says what is allowed.",
                "For example: attestry baseline add --name web --tee snp --value measurement=<96 hex digits> --minimum"
                        + " reported_tcb.snp=8"
            })
    int add(
            @Mixin ConnectionOptions connection,
            @Mixin RequestIdOption request,
            @Mixin Output output,
            @Option(names = "--name", required = true, paramLabel = "NAME", description = "The baseline's name.")
                    String name,
            @Option(names = "--tee", required = true, paramLabel = "TEE", description = "The kind of TEE: snp, …")
                    String tee,
            @Option(
                            names = "--value",
                            paramLabel = "CLAIM=VALUE",
                            description = "A value that a claim may have; repeat it to allow several.")
                    @Nullable
                    List<String> values,
            @Option(names = "--minimum", paramLabel = "CLAIM=NUMBER", description = "The least a numeric claim may be.")
                    @Nullable
                    Map<String, BigInteger> minimum,
            @Option(
                            names = "--file",
                            paramLabel = "FILE",
                            description = "A JSON file with members values and minimum, to start from.")
                    @Nullable
                    Path file,
            @Option(names = "--not-before", paramLabel = "RFC3339", description = "When it begins to count.") @Nullable
                    Instant notBefore,
            @Option(names = "--not-after", paramLabel = "RFC3339", description = "When it ceases to count.") @Nullable
                    Instant notAfter) {
        var body = file == null ? Json.object() : UserFiles.object(file);
        body.put("name", name).put("tee", tee);
        if (values != null) values.forEach(value -> allow(body.withObjectProperty("values"), value));
        if (minimum != null) minimum.forEach(body.withObjectProperty("minimum")::put);
        if (notBefore != null) body.put("not_before", notBefore.toString());
        if (notAfter != null) body.put("not_after", notAfter.toString());
        body.withObjectProperty("values");
        body.withObjectProperty("minimum");
        if (body.path("values").isEmpty() && body.path("minimum").isEmpty()) {
            throw CommandFailed.usage("a baseline says something: give --value, --minimum or --file");
        }
        var answer = connection.asAdmin(console).under(request.id()).post(body, "v1", "baselines");
        output.print(console, answer, data -> added(data, tee));
        return ExitCode.YES.number();
    }

    private static void allow(ObjectNode values, String given) {
        int equals = given.indexOf('=');
        if (equals < 1) throw CommandFailed.usage("not of the form CLAIM=VALUE: " + given);
        values.withArrayProperty(given.substring(0, equals)).add(given.substring(equals + 1));
    }

    private static String added(JsonNode data, String tee) {
        return TextTable.fields(data) + "\nnext: attestry baseline activate " + tee + " "
                + Json.plain(data.path("name")) + " " + Json.plain(data.path("version"));
    }

    @Command(name = "list", description = "List baselines and their versions: state, and why one was withdrawn.")
    int list(@Mixin ConnectionOptions connection, @Mixin Output output) {
        var answer = connection.asAdmin(console).get("v1", "baselines");
        output.print(
                console,
                answer,
                data -> Versions.table(data.path("baselines"), console.clock().instant(), "tee", "name"));
        return ExitCode.YES.number();
    }

    @Command(name = "activate", description = "Let a version count from now on.")
    int activate(
            @Mixin ConnectionOptions connection,
            @Mixin Output output,
            @Parameters(paramLabel = "TEE", description = "The kind of TEE.") String tee,
            @Parameters(paramLabel = "NAME", description = "The baseline's name.") String name,
            @Parameters(paramLabel = "VERSION", description = "The version, as add printed it.") int version) {
        var answer = connection
                .asAdmin(console)
                .post(Json.object(), "v1", "baselines", tee, name, Integer.toString(version), "activate");
        output.print(console, answer, TextTable::fields);
        return ExitCode.YES.number();
    }

    @Command(
            name = "withdraw",
            description = {
                "Let a version count never again, whether active or a draft.",
                "If it was the active one, none is: activate another, or no evidence meets this baseline. What was decided by"
                        + " it stays recorded and can be replayed."
            })
    int withdraw(
            @Mixin ConnectionOptions connection,
            @Mixin RequestIdOption request,
            @Mixin Output output,
            @Parameters(paramLabel = "TEE", description = "The kind of TEE.") String tee,
            @Parameters(paramLabel = "NAME", description = "The baseline's name.") String name,
            @Parameters(paramLabel = "VERSION", description = "The version, as add printed it.") int version,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the list and the audit log.")
                    @Nullable
                    String reason) {
        var body = Json.object();
        if (reason != null) body.put("reason", reason);
        var answer = connection
                .asAdmin(console)
                .under(request.id())
                .post(body, "v1", "baselines", tee, name, Integer.toString(version), "withdraw");
        output.print(console, answer, TextTable::fields);
        return ExitCode.YES.number();
    }
}
