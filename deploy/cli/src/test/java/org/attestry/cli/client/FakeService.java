package org.attestry.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A service that gives one prepared answer to everything and remembers what it was asked. */
public final class FakeService implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final int status;
    private final String type;
    private final String body;

    /** What came in: {@code METHOD path}, the bearer key, the request id and the body. */
    public record Request(String line, String authorization, String requestId, String body) {}

    private FakeService(int status, String type, String body) {
        this.status = status;
        this.type = type;
        this.body = body;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError("no loopback", e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** One that answers with data. */
    public static FakeService answering(int status, String json) {
        return new FakeService(status, "application/json", json);
    }

    /** One that refuses with a problem of this slug. */
    public static FakeService refusing(int status, String slug, String furtherMembers) {
        return new FakeService(
                status,
                "application/problem+json",
                "{\"type\": \"https://attestry.org/problems/" + slug + "\", \"title\": \"The title\", \"status\": "
                        + status + furtherMembers + "}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath(),
                    header(exchange, "Authorization"),
                    header(exchange, "Attestry-Request-Id"),
                    asked));
            exchange.getResponseHeaders().set("Content-Type", type);
            var octets = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of("none")).getFirst();
    }

    /** The environment that leads a client here, with both keys. */
    public Map<String, String> environment() {
        return Map.of("ATTESTRY_URL", url(), "ATTESTRY_ADMIN_KEY", "admin-key", "ATTESTRY_AGENT_KEY", "agent-key");
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next request that came in. */
    public Request request() {
        var next = requests.poll();
        if (next == null) throw new AssertionError("nothing was asked");
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
