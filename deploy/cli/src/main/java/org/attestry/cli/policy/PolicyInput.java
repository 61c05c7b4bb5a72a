package org.attestry.cli.policy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.UserFiles;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.tool.PolicyFiles;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that evaluates: policies, data, input, and the time that policies see. */
public final class PolicyInput {
    @Option(
            names = {"-d", "--data"},
            paramLabel = "PATH",
            description =
                    "Policies and data: a .rego, .json or .yaml file, a bundle (.tar.gz), or a folder of policies with data.json; repeatable.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "The input, in JSON (default: none).")
    private @Nullable Path input;

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Option(names = "--at", paramLabel = "RFC3339", description = "What policies take for now (default: now).")
    private @Nullable Instant at;

    @Option(
            names = "--strict-builtin-errors",
            description = "End at an error of a builtin, as appraisal does; otherwise it is undefined, as in OPA.")
    private boolean strict;

    PolicyFiles files() {
        return PolicySources.load(paths, sources);
    }

    Optional<RegoValue> input() {
        if (input == null) return Optional.empty();
        try (var in = UserFiles.open(input)) {
            return Optional.of(JsonReader.read(in.readAllBytes()));
        } catch (IOException e) {
            throw PolicySources.unreadable(input, e);
        } catch (JsonException e) {
            throw CommandFailed.file(input + ": " + e.getMessage());
        }
    }

    EvalOptions options(Console console) {
        var options = EvalOptions.at(at == null ? console.clock().instant() : at);
        return strict ? options.withStrictErrors() : options;
    }
}
