package org.attestry.cli.serve;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.attestry.agent.AgentNode;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.config.SettingsOptions;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.config.Sources;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code agent}: the attester's side on this machine, until it is told to stop. */
@Command(
        name = "agent",
        description = {
            "Run the agent of this machine until it is stopped: it collects evidence of the TEE and gets tokens for it.",
            "Keys begin with attest.agent; `attestry config show` lists every one."
        })
public final class AgentCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where the agent listens (default: 127.0.0.1:8081).")
    private @Nullable String listen;

    @Mixin
    private Output output = new Output();

    public AgentCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        var agent = Starting.orRefuse(this::start, Map.of("attest.agent.listen", "--listen"));
        var stopped = new CountDownLatch(1);
        AtStop.run(() -> {
            agent.stop();
            stopped.countDown();
        });
        var url = agent.url().toString();
        output.print(console, Json.object().put("url", url), _ -> "the agent listens on " + url);
        stopped.await();
        return ExitCode.YES.number();
    }

    private AgentNode start() {
        var settings = SettingsOptions.load(sources());
        settings.notices().forEach(console.err()::println);
        try {
            return AgentNode.start(settings);
        } catch (AttesterFailed e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Sources sources() {
        var sources = options.sources(console);
        return listen == null ? sources : sources.withFlag("attest.agent.listen", listen, "--listen");
    }
}
