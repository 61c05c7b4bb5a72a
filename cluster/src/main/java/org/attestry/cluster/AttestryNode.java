package org.attestry.cluster;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Role;
import org.attestry.config.CannotListen;
import org.attestry.persistence.rocksdb.RocksStores;
import org.slf4j.LoggerFactory;

/**
 * A running service node: started whole or not at all, stopped without losing what was acknowledged.
 *
 * <p>{@link #start} returns when the node answers; whatever keeps it from that (a taken port, a data folder in use or of a newer release,
 * a key file open to others) is thrown with a sentence that says what to do.
 */
public final class AttestryNode implements AutoCloseable {
    /** The name of the actor system: part of every node's cluster address. */
    public static final String SYSTEM = "attestry";

    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final ActorSystem<Void> system;
    private final NodeService service;
    private final HttpServer api;
    private final HttpServer management;

    private AttestryNode(ActorSystem<Void> system, NodeService service, HttpServer api, HttpServer management) {
        this.system = system;
        this.service = service;
        this.api = api;
        this.management = management;
    }

    /**
     * Starts a node.
     *
     * @param config its configuration
     * @param settings the whole configuration tree, for the libraries' keys in it
     * @param parts what it is made of
     * @throws CannotListen if an address is taken
     */
    public static AttestryNode start(NodeConfig config, Config settings, NodeParts parts) {
        // On this thread, before others log: whoever meets a logger that is being set up is told so on the standard
        // error.
        var _ = LoggerFactory.getILoggerFactory();
        RocksStores.loadAhead();
        HttpServer.loadAhead();
        var pekko = PekkoConfig.of(config, settings);
        CannotListen.unlessFree("attest.listen", config.listen());
        CannotListen.unlessFree("attest.management.listen", config.management());
        CannotListen.unlessFree("attest.cluster.port", PekkoConfig.bound(pekko));
        var system = ActorSystem.<Void>create(Behaviors.empty(), SYSTEM, setup(pekko));
        try {
            var service = NodeService.start(system, config, parts);
            var api = HttpServer.start(system, config.listen(), config.tls(), service.router())
                    .toCompletableFuture()
                    .join();
            var management = HttpServer.start(system, config.management(), Optional.empty(), service.managementRouter())
                    .toCompletableFuture()
                    .join();
            service.listeningAt(api.url());
            return new AttestryNode(system, service, api, management);
        } catch (RuntimeException e) {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
            throw e;
        }
    }

    private static BootstrapSetup setup(Config pekko) {
        return BootstrapSetup.create(pekko).withClassloader(new PekkoResources(AttestryNode.class.getClassLoader()));
    }

    /** Where the native API is reached. */
    public String url() {
        return api.url();
    }

    /** Where health and metrics are reached. */
    public String managementUrl() {
        return management.url();
    }

    /** The key that opens {@code role}'s endpoints for {@code tenant}. */
    public String key(String tenant, Role role) {
        return service.key(tenant, role);
    }

    /** The endpoint table of the native API. */
    public List<Endpoint> endpoints() {
        return service.router().endpoints();
    }

    /** Where this node keeps its data. */
    public Path data() {
        return service.data();
    }

    /** Completes when the node has stopped. */
    public CompletionStage<?> whenStopped() {
        return system.getWhenTerminated();
    }

    /**
     * Takes no more requests, lets those under way end (those that wait for a policy to be compiled are refused), hands its entities over,
     * and closes the journal.
     */
    @Override
    public void close() {
        service.stopCompiling();
        var ended = List.of(api.stop(STOPPING), management.stop(STOPPING)).stream()
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(ended).join();
        service.close();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
