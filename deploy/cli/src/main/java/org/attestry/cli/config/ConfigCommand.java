package org.attestry.cli.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.attestry.agent.AgentConfig;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import org.attestry.cli.serve.NodeWiring;
import org.attestry.config.Section;
import org.attestry.config.Settings;
import org.attestry.config.Sources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code config}: what would count if service or agent were started now, and whether a file will do. */
@Command(name = "config", description = "Show or check the configuration.")
public final class ConfigCommand {
    private final Console console;

    public ConfigCommand(Console console) {
        this.console = console;
    }

    @Command(
            name = "show",
            description =
                    "Show the values that count: flag over environment (ATTESTRY_…) over file over default. Secrets are masked.")
    int show(
            @Mixin SettingsOptions options,
            @Mixin Output output,
            @Option(names = "--sources", description = "Say where each value came from.") boolean sources) {
        var settings = SettingsOptions.load(options.sources(console));
        settings.notices().forEach(console.err()::println);
        output.print(console, data(settings, sources), data -> table(data, sources));
        return ExitCode.YES.number();
    }

    private static JsonNode data(Settings settings, boolean sources) {
        var data = Json.object();
        for (var setting : settings.all()) {
            if (!sources) data.put(setting.key(), setting.value());
            else
                data.putObject(setting.key())
                        .put("value", setting.value())
                        .put("source", setting.source().toString());
        }
        return data;
    }

    private static String table(JsonNode data, boolean sources) {
        var table = sources ? TextTable.of("key", "value", "source") : TextTable.of("key", "value");
        data.properties().forEach(setting -> {
            var value = setting.getValue();
            table.row(
                    sources
                            ? List.of(
                                    setting.getKey(), Json.plain(value.path("value")), Json.plain(value.path("source")))
                            : List.of(setting.getKey(), Json.plain(value)));
        });
        return table.toString();
    }

    /** Which command's start a file is judged for. */
    public enum Start {
        SERVE,
        AGENT
    }

    private static List<Object> checked(Section root, Settings settings, List<Start> starts) {
        return starts.stream()
                .<Object>map(start -> switch (start) {
                    case SERVE -> NodeWiring.read(root, settings.config());
                    case AGENT -> AgentConfig.forStart(root);
                })
                .toList();
    }

    @Command(
            name = "check",
            description =
                    "Check a configuration file as a start would, without starting or changing anything: every unknown key, wrong"
                            + " value, and file, folder or address that a start by this user would refuse, at once. Left to the"
                            + " start: a taken port, a data folder in use, what a journal holds, a token's PIN, what only a"
                            + " running library reads.")
    int check(
            @Mixin Output output,
            @Option(
                            names = "--for",
                            paramLabel = "COMMAND",
                            description = "serve or agent: judge the file for that command alone (default: both).")
                    @Nullable
                    Start start,
            @Parameters(paramLabel = "FILE", description = "The configuration file.") Path file) {
        var settings = SettingsOptions.load(Sources.NONE.withFile(file.toAbsolutePath()));
        settings.notices().forEach(console.err()::println);
        var starts = start == null ? List.of(Start.values()) : List.of(start);
        var _ = settings.read(root -> checked(root, settings, starts));
        output.print(
                console, Json.object().put("file", file.toString()).put("usable", true), _ -> file + " can be used");
        return ExitCode.YES.number();
    }
}
