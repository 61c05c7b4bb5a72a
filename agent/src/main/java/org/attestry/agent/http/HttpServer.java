package org.attestry.agent.http;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.HttpsConnectionContext;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.server.Route;
import org.attestry.config.HostPort;

/** A bound server: where it listens, and how it stops without dropping what it is answering. */
public final class HttpServer {
    private final ServerBinding binding;
    private final Duration grace;

    private HttpServer(ServerBinding binding, Duration grace) {
        this.binding = binding;
        this.grace = grace;
    }

    /**
     * Binds {@code route}.
     *
     * @param listen loopback, unless {@code tls} is there
     * @param grace how long {@link #stop} waits for requests that are being answered
     * @throws IllegalArgumentException if others could listen in; the message says what to do
     */
    public static CompletionStage<HttpServer> bind(
            ActorSystem<?> system, HostPort listen, Optional<HttpsConnectionContext> tls, Duration grace, Route route) {
        requireProtected(listen, tls.isPresent());
        var builder = Http.get(system).newServerAt(listen.host(), listen.port());
        return tls.map(builder::enableHttps)
                .orElse(builder)
                .bind(route.function(system))
                .thenApply(binding -> new HttpServer(binding, grace));
    }

    static void requireProtected(HostPort listen, boolean tls) {
        if (tls || listen.isLoopback()) return;
        throw new IllegalArgumentException("attest.agent.listen is " + listen
                + ", which other machines may reach, and there is no TLS: set attest.agent.tls.key-store and attest.agent.tls.password-file,"
                + " or listen on 127.0.0.1");
    }

    /** The address that is listened on, with the port that was free. */
    public InetSocketAddress address() {
        return binding.localAddress();
    }

    /** Takes no more connections, answers what is open, and completes when nothing is. */
    public CompletionStage<Void> stop() {
        return binding.terminate(grace).thenApply(_ -> null);
    }
}
