package org.attestry.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.attestry.agent.json.EvidenceJson;
import org.attestry.agent.json.Shape;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.Forge;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Expected;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.Verdict;

/** Plays the service's side of the contract: nonces, verification by the toy's verifier, tokens of its own issuer; and fails on demand. */
public final class FakeService implements AutoCloseable {
    /** A request as it came. */
    public record Seen(String path, String requestId, String authorization, JsonNode body) {}

    /** An answer instead of the true one; a negative status drops the connection. */
    public record Instead(int status, String body) {
        public static final Instead DROPPED = new Instead(-1, "");
    }

    public final Forge forge = new Forge();
    public final List<Seen> seen = new CopyOnWriteArrayList<>();
    public final Deque<Instead> instead = new ArrayDeque<>();
    /** What is done to the claims of a token before it is signed. */
    public volatile Consumer<ObjectNode> spoilt = _ -> {};
    /** What is done to the answer that carries a token, before it is sent. */
    public volatile Consumer<ObjectNode> spoiltAnswer = _ -> {};
    /** What signs tokens. */
    public volatile ECKey signer = forge.key;
    /** Whether the keys cannot be fetched. */
    public volatile boolean keysLost;

    private final HttpServer server;
    private final Endorsements endorsements;
    private final Clock clock;
    private final Set<Bytes> spent = new HashSet<>();
    private int numbers;

    public FakeService(Endorsements endorsements, Clock clock) {
        this.endorsements = endorsements;
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (path.equals("/.well-known/jwks.json")) {
            send(exchange, keysLost ? 503 : 200, new JWKSet(forge.key).toString(true));
            return;
        }
        var headers = exchange.getRequestHeaders();
        var id = headers.getFirst("Attestry-Request-Id");
        seen.add(new Seen(path, id, headers.getFirst("Authorization"), StrictJson.read(body)));
        var other = instead.poll();
        if (other != null && other.status() < 0) exchange.close();
        else if (other != null) send(exchange, other.status(), other.body());
        else if (path.equals("/v1/challenges")) send(exchange, 201, challenge(StrictJson.read(body), id));
        else evidence(exchange, Shape.of(StrictJson.read(body)), id);
    }

    private String challenge(JsonNode request, String id) {
        var nonce = Bytes.utf8("nonce " + ++numbers).sha256();
        return JsonNodeFactory.instance
                .objectNode()
                .put("node", request.path("node").asText())
                .put("nonce", nonce.base64Url())
                .put("expires_at", clock.instant().plusSeconds(120).toString())
                .put("request_id", id)
                .toString();
    }

    private void evidence(HttpExchange exchange, Shape request, String id) throws IOException {
        var nonce = request.octets("nonce");
        if (!spent.add(nonce)) {
            send(exchange, 409, problem("challenge-spent", 409, id, ""));
            return;
        }
        var key = request.group("key").map(Shape::json);
        var spki = key.map(BoundKey::parse).map(BoundKey::spki).orElse(Bytes.EMPTY);
        var expected = new Expected.Bound(ReportBinding.of(64, nonce, spki));
        switch (new ToyTee.Verifier().verify(EvidenceJson.read(request), expected, endorsements, clock.instant())) {
            case Verdict.Accepted _ -> send(exchange, 201, attested(request, key, id));
            case Verdict.Refused refused ->
                send(
                        exchange,
                        403,
                        problem(
                                "evidence-refused",
                                403,
                                id,
                                ",\"check\":\"" + refused.check().wireName() + "\",\"reason\":\""
                                        + refused.reason().wireName() + "\""));
            case Verdict.Inconclusive _ -> send(exchange, 422, problem("inconclusive", 422, id, ""));
        }
    }

    private String attested(Shape request, Optional<JsonNode> key, String id) {
        var now = clock.instant().getEpochSecond();
        var payload = JsonNodeFactory.instance
                .objectNode()
                .put("iss", Forge.ISSUER)
                .put("aud", request.text("audience"))
                .put("jti", id)
                .put("eat_nonce", request.octets("nonce").base64Url())
                .put("iat", now)
                .put("exp", now + 300);
        payload.putObject("submods")
                .putObject("toy")
                .put("ear.status", "affirming")
                .put("ear.appraisal-policy-id", "policy:toy:1")
                .putObject("ear.trustworthiness-vector")
                .put("executables", 2);
        payload.putObject("attestry")
                .put("node", request.text("node"))
                .put("record", id)
                .put("freshness", request.optionalText("freshness").orElse("challenge"));
        key.ifPresent(jwk -> payload.putObject("cnf").set("jwk", jwk));
        spoilt.accept(payload);
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("request_id", id)
                .put("node", request.text("node"))
                .put("status", "affirming")
                .put("token", Forge.sign(signer, Forge.HEADER, payload.toString()))
                .put("token_expires_at", Instant.ofEpochSecond(now + 300).toString())
                .put("record", id)
                .put("leaf", Bytes.utf8(id).sha256().hex());
        json.set("result", payload);
        spoiltAnswer.accept(json);
        return json.toString();
    }

    public static String problem(String slug, int status, String id, String more) {
        return "{\"type\":\"https://attestry.org/problems/" + slug + "\",\"title\":\"Declined\",\"status\":" + status
                + ",\"instance\":\"urn:attestry:request:" + id + "\",\"request_id\":\"" + id
                + "\",\"explain\":\"attestry explain " + id + "\"" + more + "}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        exchange.close();
    }
}
