package org.attestry.cli.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.config.SettingsOptions;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cluster.AttestryNode;
import org.attestry.config.Sources;
import org.attestry.verifier.crypto.Cryptos;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: one service node, until it is told to stop. */
@Command(
        name = "serve",
        description = {
            "Run a service node until it is stopped (Ctrl-C or SIGTERM).",
            "Loopback may be plain HTTP; any other address needs attest.tls. `attestry config show` lists every key."
        })
public final class ServeCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where journal, evidence and keys are kept (default: attestry-data).")
    private @Nullable Path data;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where the API listens (default: 127.0.0.1:8080).")
    private @Nullable String listen;

    @Mixin
    private Output output = new Output();

    public ServeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var node = Starting.orRefuse(this::start, Map.of("attest.listen", "--listen"));
        AtStop.run(node::close);
        output.print(console, data(node), ServeCommand::text);
        node.whenStopped().toCompletableFuture().join();
        return ExitCode.YES.number();
    }

    private AttestryNode start() {
        Cryptos.loadAhead();
        var settings = SettingsOptions.load(sources());
        settings.notices().forEach(console.err()::println);
        var wired = settings.read(attest -> NodeWiring.read(attest, settings.config()));
        return AttestryNode.start(wired.config(), settings.config(), wired.parts());
    }

    private Sources sources() {
        var sources = options.sources(console);
        if (data != null) sources = sources.withFlag("attest.data", data.toString(), "--data");
        return listen == null ? sources : sources.withFlag("attest.listen", listen, "--listen");
    }

    private static JsonNode data(AttestryNode node) {
        return Json.object()
                .put("url", node.url())
                .put("management_url", node.managementUrl())
                .put("data", node.data().toString());
    }

    private static String text(JsonNode data) {
        var management = Json.plain(data.path("management_url"));
        return "attestry serves " + Json.plain(data.path("url")) + "\nhealth and metrics are at " + management
                + "/health/ready and " + management + "/metrics\nkeys are in " + Json.plain(data.path("data"))
                + "/keys";
    }
}
