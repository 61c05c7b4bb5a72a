package org.attestry.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.serve.AtStop;
import org.attestry.cli.serve.Starting;
import org.attestry.cluster.http.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dev}: service and simulated agent in one process, to be played with until Ctrl-C. */
@Command(
        name = "dev",
        description = {
            "Run a service node and an agent on a simulated TEE in one process, to try things. Not for production.",
            "Data lies in a temporary folder and is gone afterwards, unless --data names one."
        })
public final class DevCommand implements Callable<Integer> {
    private static final int SERVICE_PORT = 8080;
    private static final int AGENT_PORT = 8081;
    private static final Map<String, String> OPTIONS =
            Map.of("attest.listen", "--listen", "attest.agent.listen", "--agent-listen");

    private static final Duration STARTED_WITHIN = Duration.ofSeconds(60);

    private final Console console;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep the data here (default: a temporary folder).")
    private @Nullable Path data;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Where the service listens (default: 127.0.0.1:8080, or a free port where that is taken).")
    private @Nullable String listen;

    @Option(
            names = "--agent-listen",
            paramLabel = "HOST:PORT",
            description = "Where the agent listens (default: 127.0.0.1:8081, or a free port where that is taken).")
    private @Nullable String agentListen;

    @Mixin
    private Output output = new Output();

    DevCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        Quiet.please();
        var temporary = data == null ? Optional.of(TemporaryFolder.make()) : Optional.<TemporaryFolder>empty();
        var folder = temporary.map(made -> made.path().resolve("data")).orElse(data);
        var starting = new CompletableFuture<Playground>();
        var stopped = new CountDownLatch(1);
        AtStop.run(() -> stop(starting, temporary, stopped));
        try {
            starting.complete(Starting.orRefuse(() -> started(folder), OPTIONS));
        } catch (RuntimeException e) {
            starting.completeExceptionally(e);
            throw e;
        }
        var ground = starting.join();
        output.print(console, data(ground), node -> text(ground));
        stopped.await();
        return ExitCode.YES.number();
    }

    private Playground started(@Nullable Path folder) {
        var ground = Playground.start(
                folder == null ? Path.of("attestry-data") : folder,
                listen == null ? free(SERVICE_PORT) : listen,
                agentListen == null ? free(AGENT_PORT) : agentListen);
        ground.expectTheGuest();
        return ground;
    }

    /** A start that is under way is waited for: it would write into the folder that is taken from under it. */
    private static void stop(
            CompletableFuture<Playground> starting, Optional<TemporaryFolder> temporary, CountDownLatch stopped) {
        try {
            starting.get(STARTED_WITHIN.toSeconds(), TimeUnit.SECONDS).close();
        } catch (ExecutionException | TimeoutException | InterruptedException never) {
            // then nothing runs that could be closed
        }
        temporary.ifPresent(TemporaryFolder::close);
        stopped.countDown();
    }

    /** The usual port, or any where somebody listens there already. */
    private static String free(int port) {
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + port;
        } catch (IOException taken) {
            return "127.0.0.1:0";
        }
    }

    private static JsonNode data(Playground ground) {
        return Json.object()
                .put("url", ground.url())
                .put("agent_url", ground.agentUrl())
                .put("management_url", ground.managementUrl())
                .put("node", Playground.NODE)
                .put("admin_key", ground.adminKey())
                .put("agent_key_file", ground.keyFile(Role.AGENT).toString());
    }

    private String text(Playground ground) {
        var palette = console.palette();
        return palette.doubtful("For trying things only, NOT FOR PRODUCTION: the TEE is simulated, its vendor is fake.")
                + "\n\nservice  " + ground.url()
                + "\nagent    " + ground.agentUrl() + " (node " + Playground.NODE + ")"
                + "\n\nIn another terminal:"
                + "\n  export ATTESTRY_URL=" + ground.url()
                + "\n  export ATTESTRY_ADMIN_KEY=" + ground.adminKey()
                + "\n\nand then, for example:"
                + "\n  ./attestry attest --url " + ground.agentUrl() + " --node " + Playground.NODE
                + "\n  ./attestry node show " + Playground.NODE
                + "\n\nCtrl-C stops both.";
    }
}
