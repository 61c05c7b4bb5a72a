package org.attestry.cli.config;

import java.nio.file.Path;
import java.util.Map;
import org.attestry.cli.Console;
import org.attestry.cli.client.ConnectionOptions;
import org.attestry.config.Schema;
import org.attestry.config.Settings;
import org.attestry.config.Sources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the configuration of this process comes from: the options of every command that starts or shows something configured. */
public final class SettingsOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "The configuration file, in HOCON.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "Sets one key over environment and file, for example attest.challenge.ttl=1m; may be repeated.")
    private @Nullable Map<String, String> values;

    /** The sources as given, without what single options of a command add. */
    public Sources sources(Console console) {
        var sources = Sources.NONE.withEnvironment(console.environment());
        if (file != null) sources = sources.withFile(file.toAbsolutePath());
        if (values != null) {
            for (var value : values.entrySet()) sources = sources.withFlag(value.getKey(), value.getValue(), "--set");
        }
        return sources;
    }

    /** The keys of this release; the variables of the command line itself are none of them. */
    public static Schema schema() {
        return Schema.onClassPath(SettingsOptions.class.getClassLoader())
                .reserved(ConnectionOptions.URL)
                .reserved(ConnectionOptions.ADMIN_KEY)
                .reserved(ConnectionOptions.AGENT_KEY)
                .reserved(ConnectionOptions.CA)
                .reserved("ATTESTRY_JAVA_OPTIONS");
    }

    /** The settings, loaded and their keys checked. */
    public static Settings load(Sources sources) {
        return Settings.load(schema(), sources);
    }
}
