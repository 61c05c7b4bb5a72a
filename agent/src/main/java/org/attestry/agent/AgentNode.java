package org.attestry.agent;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.agent.http.HttpServer;
import org.attestry.agent.peer.PeerResult;
import org.attestry.agent.service.Passport;
import org.attestry.agent.token.TokenVerifier;
import org.attestry.config.CannotListen;
import org.attestry.config.HostPort;
import org.attestry.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running agent: where it listens, what it does for the process that it runs in, and how it stops. */
public final class AgentNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentNode.class);

    private final AgentServices services;
    private final ActorSystem<Void> system;
    private final ExecutorService workers;
    private final HttpServer server;
    private final AgentInterface served;
    private final URI url;

    private AgentNode(
            AgentServices services,
            ActorSystem<Void> system,
            ExecutorService workers,
            HttpServer server,
            AgentInterface served,
            URI url) {
        this.services = services;
        this.system = system;
        this.workers = workers;
        this.server = server;
        this.served = served;
        this.url = url;
    }

    /**
     * Starts the agent that {@code settings} describe, on this machine's TEE.
     *
     * @throws IllegalArgumentException if the configuration will not do; the message says what to do
     * @throws CannotListen if the address is taken
     * @throws AttesterFailed if this machine seems to be a TEE and cannot be asked
     */
    public static AgentNode start(Settings settings) throws AttesterFailed {
        var config = settings.read(AgentConfig::forStart);
        return start(config, AgentParts.ofThisMachine(config));
    }

    /**
     * Starts an agent of the given parts.
     *
     * @throws IllegalArgumentException if the configuration will not do; the message says what to do
     * @throws CannotListen if the address is taken
     */
    public static AgentNode start(AgentConfig config, AgentParts parts) {
        var tls = config.tls().map(Tls::context);
        CannotListen.unlessFree("attest.agent.listen", config.listen());
        var services = AgentServices.wire(config, parts);
        var workers = Executors.newVirtualThreadPerTaskExecutor();
        var system = ActorSystem.<Void>create(Behaviors.empty(), "attestry-agent", pekko());
        var served = AgentInterface.of(config.limits(), parts, services, workers);
        try {
            var server = HttpServer.bind(system, config.listen(), tls, config.shutdownWithin(), served.route())
                    .toCompletableFuture()
                    .join();
            LOG.info(
                    "agent listens on {}, tee {}",
                    server.address(),
                    parts.attester().tee());
            var node = new AgentNode(services, system, workers, server, served, url(config, server.address()));
            served.listens(
                    node.url(),
                    config.tls().flatMap(AgentConfig.Tls::clientRoots).isEmpty());
            return node;
        } catch (CompletionException | IllegalArgumentException e) {
            system.terminate();
            workers.close();
            services.http().shutdownNow();
            if (e instanceof IllegalArgumentException unfit) throw unfit;
            throw new IllegalStateException("cannot listen on " + config.listen(), e);
        }
    }

    /** Pekko's defaults under our own; the process's configuration has no say, for it may be a cluster node's. */
    private static Config pekko() {
        var own = ConfigFactory.parseResources(AgentNode.class, "server.conf");
        return own.withFallback(ConfigFactory.defaultReference(AgentNode.class.getClassLoader()))
                .resolve();
    }

    /** The address that is listened on, with the port that was free. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Where this machine reaches it. */
    public URI url() {
        return url;
    }

    /** By the name that was configured, which is the one in a certificate; by {@code localhost} where it is that of all addresses. */
    private static URI url(AgentConfig config, InetSocketAddress bound) {
        var host = bound.getAddress().isAnyLocalAddress()
                ? "localhost"
                : config.listen().host();
        return URI.create((config.tls().isPresent() ? "https://" : "http://") + new HostPort(host, bound.getPort()));
    }

    /** Attests this machine to the service; empty where none is configured. */
    public Optional<Passport> passport() {
        return services.passport();
    }

    /** Looks at tokens; empty where no issuer's keys are known. */
    public Optional<TokenVerifier> tokens() {
        return services.tokens();
    }

    /**
     * Attests this machine and the agent at {@code peer} to each other. Blocks.
     *
     * @throws IllegalStateException if the configuration does not say what peers have to be
     */
    public PeerResult attestPeer(URI peer) {
        return services.initiator()
                .orElseThrow(() -> new IllegalStateException("attest.agent.peer.claims is empty"))
                .attest(peer);
    }

    /** Takes no more requests, answers those that are open, and leaves nothing running. */
    public void stop() {
        served.ended();
        server.stop().toCompletableFuture().join();
        workers.close();
        services.http().shutdownNow();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    @Override
    public void close() {
        stop();
    }
}
