package org.attestry.cluster;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.HttpsConnectionContext;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.attestry.cluster.http.Router;
import org.attestry.cluster.keyring.KeyFiles;
import org.attestry.config.HostPort;
import org.attestry.config.ServerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listening address: plain HTTP on loopback, TLS 1.3 anywhere else. */
final class HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    private final ServerBinding binding;
    private final boolean tls;

    private HttpServer(ServerBinding binding, boolean tls) {
        this.binding = binding;
        this.tls = tls;
    }

    /**
     * Begins to read the platform's trust anchors, which Pekko asks for before it listens, be it with TLS or without, while the caller goes
     * on. It may be left out.
     */
    static void loadAhead() {
        var _ = Thread.ofPlatform().daemon().name("attestry-tls-load").start(HttpServer::readDefaults);
    }

    private static void readDefaults() {
        try {
            var _ = SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            LOG.debug("the platform's TLS defaults cannot be read; whoever needs them is told", e);
        }
    }

    /** Listens on {@code address}; fails if it is taken. */
    static CompletionStage<HttpServer> start(
            ActorSystem<?> system, HostPort address, Optional<NodeConfig.Tls> tls, Router router) {
        var server = Http.get(system).newServerAt(address.host(), address.port());
        var secured = tls.map(HttpServer::context).map(server::enableHttps).orElse(server);
        org.apache.pekko.japi.function.Function<
                        org.apache.pekko.http.javadsl.model.HttpRequest,
                        CompletionStage<org.apache.pekko.http.javadsl.model.HttpResponse>>
                handler = router::handle;
        return secured.bind(handler).thenApply(binding -> new HttpServer(binding, tls.isPresent()));
    }

    /** Where it is reached. */
    String url() {
        InetSocketAddress local = binding.localAddress();
        var host = local.getAddress().getHostAddress();
        return (tls ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + local.getPort();
    }

    /** Takes no more connections and lets those under way end. */
    CompletionStage<?> stop(Duration atMost) {
        return binding.terminate(atMost);
    }

    /**
     * What connections are secured with.
     *
     * @throws KeyFiles.KeyFileRefused if the password is open to others
     * @throws IllegalArgumentException if the key store cannot be opened with it, or holds no key that can be used
     */
    static HttpsConnectionContext context(NodeConfig.Tls tls) {
        var keys = ServerKey.read("attest.tls", tls.keyStore(), KeyFiles.secret(tls.passwordFile()));
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return ConnectionContext.httpsServer(() -> {
                var engine = context.createSSLEngine();
                engine.setUseClientMode(false);
                engine.setEnabledProtocols(PROTOCOLS.clone());
                return engine;
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is required of every Java platform", e);
        }
    }
}
