package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.rego.tool.PolicyCheck;
import org.attestry.rego.tool.SchemaFiles;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy check}: whether policies compile, and what in them should be looked at. */
@Command(
        name = "check",
        description = "Compile policies and lint them; ends with 1 on an error, and with --strict on a warning too.")
public final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders of policies and data.")
    private List<Path> paths = List.of();

    @Option(names = "--strict", description = "Take warnings for errors.")
    private boolean strict;

    @Option(
            names = {"-s", "--schema"},
            paramLabel = "PATH",
            description =
                    "The JSON Schema of every input, in a file; or a folder of schemas that annotations name by their paths,"
                            + " such as schema.input for input.json.")
    private @Nullable Path schema;

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Mixin
    private Output output = new Output();

    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var report = PolicyCheck.run(PolicySources.load(paths, sources), schemas());
        var data = Json.object();
        PolicySources.addTo(data.putArray("errors"), report.errors());
        var warnings = data.putArray("warnings");
        report.warnings().forEach(warnings::add);
        output.print(console, data, CheckCommand::text);
        boolean fine =
                report.errors().isEmpty() && (!strict || report.warnings().isEmpty());
        return (fine ? ExitCode.YES : ExitCode.REFUSED).number();
    }

    private Map<String, RegoValue> schemas() {
        if (schema == null) return Map.of();
        try {
            return SchemaFiles.load(schema);
        } catch (IOException e) {
            throw PolicySources.unreadable(schema, e);
        }
    }

    private static String text(JsonNode data) {
        var text = new StringBuilder();
        for (var error : data.path("errors")) {
            text.append(error.path("file").asText())
                    .append(':')
                    .append(error.path("line").asInt())
                    .append(':')
                    .append(error.path("column").asInt())
                    .append(": ")
                    .append(error.path("code").asText())
                    .append(": ")
                    .append(error.path("message").asText())
                    .append('\n');
        }
        data.path("warnings").forEach(warning -> text.append(warning.asText()).append('\n'));
        return text.append(data.path("errors").size())
                .append(" errors, ")
                .append(data.path("warnings").size())
                .append(" warnings")
                .toString();
    }
}
