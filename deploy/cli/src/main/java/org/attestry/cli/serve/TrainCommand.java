package org.attestry.cli.serve;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attestry.agent.AgentConfig;
import org.attestry.agent.AgentNode;
import org.attestry.agent.AgentParts;
import org.attestry.agent.attester.Attester;
import org.attestry.cli.Cli;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.client.Connection;
import org.attestry.cli.client.ServiceClient;
import org.attestry.cli.config.SettingsOptions;
import org.attestry.cli.output.Json;
import org.attestry.cluster.AttestryNode;
import org.attestry.cluster.NodeConfig;
import org.attestry.cluster.http.Role;
import org.attestry.config.Sources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code train}: does once what commands do, so that the JVM that watches can write down the classes that they need (an AOT cache, JEP
 * 483). For the launcher; of no use to anybody else.
 */
@Command(name = "train", hidden = true, description = "Run typical commands once, for the launcher's AOT cache.")
public final class TrainCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Console console;

    @Parameters(index = "0", paramLabel = "KIND", description = "command or service.")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "CASE", description = "A folder with a case.json to verify; may be missing.")
    private Path sample = Path.of("");

    public TrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        switch (kind) {
            case "command" -> commands();
            case "service" -> service();
            default -> throw CommandFailed.usage("KIND is command or service");
        }
        return ExitCode.YES.number();
    }

    private void commands() {
        var folder = sample.toString();
        var lines = List.of(
                List.of("verify", "--case", folder),
                List.of("verify", "--case", folder, "--json"),
                List.of("conformance", folder),
                List.of("config", "show", "--sources"),
                List.of("node", "list", "--url", "http://127.0.0.1:9"),
                List.of("verify", "--help"),
                List.of("--help"),
                List.of("verfy"));
        for (var line : lines) {
            var _ = new Cli(silent()).run(line);
        }
    }

    private Console silent() {
        var nowhere = new PrintWriter(Writer.nullWriter());
        return new Console(nowhere, nowhere, Map.of(), false, console.clock());
    }

    private void service() throws IOException {
        var data = Files.createTempDirectory("attestry-train-");
        try (var node = node(data)) {
            var agent = AgentNode.start(agentConfig(), parts());
            ask(node, "http://127.0.0.1:" + agent.address().getPort());
            agent.stop();
        } finally {
            delete(data);
        }
    }

    private static AttestryNode node(Path data) {
        var settings = SettingsOptions.load(Sources.NONE
                .withFlag("attest.data", data.toString(), "train")
                .withFlag("attest.listen", "127.0.0.1:0", "train")
                .withFlag("attest.management.listen", "127.0.0.1:0", "train")
                .withFlag("attest.cluster.ask-timeout", "19s", "train"));
        var config = settings.read(NodeConfig::from);
        return AttestryNode.start(config, settings.config(), NodeWiring.parts(Map.of()));
    }

    private static AgentConfig agentConfig() {
        var listen = Sources.NONE.withFlag("attest.agent.listen", "127.0.0.1:0", "train");
        return SettingsOptions.load(listen).read(AgentConfig::from);
    }

    private static AgentParts parts() {
        var nothing = Attester.of("none", "none", 64, _ -> {
            throw new IllegalStateException("no TEE here");
        });
        return AgentParts.with(agentConfig(), nothing);
    }

    private static void ask(AttestryNode node, String agent) {
        var key = Optional.of(node.key("default", Role.ADMIN));
        var client = client(node.url(), key);
        var _ = client.get(".well-known", "jwks.json");
        var _ = client.post(Json.object().put("node", "train"), "v1", "challenges");
        var _ = client.get("v1", "baselines");
        try {
            var _ = client(agent, Optional.empty()).get("v1", "nothing");
        } catch (CommandFailed notFound) {
            // there is nothing at that path; the answer is what counts here
        }
    }

    private static ServiceClient client(String url, Optional<String> key) {
        return ServiceClient.connectedTo(new Connection(URI.create(url), key, Optional.empty(), TIMEOUT));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
