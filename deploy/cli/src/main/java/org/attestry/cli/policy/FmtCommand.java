package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.tool.PolicyFmt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy fmt}: how policies should be written. */
@Command(
        name = "fmt",
        description = "Name the policies whose text should be laid out otherwise and end with 1, or write them anew.")
public final class FmtCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders of policies.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-w", "--write"},
            description = "Change the files.")
    private boolean write;

    @Mixin
    private Output output = new Output();

    public FmtCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var outcomes = outcomes();
        for (var outcome : outcomes) {
            if (!outcome.errors().isEmpty()) throw PolicySources.rejected(new RegoCompileException(outcome.errors()));
        }
        var differing = outcomes.stream()
                .filter(outcome -> outcome.formatted().isPresent())
                .toList();
        if (write) differing.forEach(FmtCommand::write);
        var data = Json.object().put("looked_at", outcomes.size()).put("written", write);
        var files = data.putArray("files");
        differing.forEach(outcome -> files.add(outcome.file().toString()));
        output.print(console, data, FmtCommand::text);
        return (write || differing.isEmpty() ? ExitCode.YES : ExitCode.REFUSED).number();
    }

    private List<PolicyFmt.Outcome> outcomes() {
        try {
            return PolicyFmt.run(paths);
        } catch (IOException e) {
            throw PolicySources.unreadable(e);
        }
    }

    private static void write(PolicyFmt.Outcome outcome) {
        try {
            Files.writeString(outcome.file(), outcome.formatted().orElseThrow());
        } catch (IOException e) {
            throw CommandFailed.unwritable(outcome.file(), e);
        }
    }

    private static String text(JsonNode data) {
        var text = new StringBuilder();
        data.path("files").forEach(file -> text.append(file.asText()).append('\n'));
        return text.append(data.path("files").size())
                .append(" of ")
                .append(data.path("looked_at").asInt())
                .append(data.path("written").asBoolean() ? " written anew" : " to be written otherwise")
                .toString();
    }
}
