package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Endpoint;
import org.attestry.cluster.http.Role;
import org.attestry.cluster.policy.CompiledPolicies.Compiler;
import org.attestry.config.Schema;
import org.attestry.config.Settings;
import org.attestry.config.Sources;
import org.attestry.persistence.rocksdb.RocksStore;
import org.attestry.persistence.rocksdb.RocksStores;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.Roles;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.snp.SnpVerifier;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.SimulatedSnp;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** A whole service node on loopback with a fake vendor, and a client that speaks its API as a user would. */
final class TestNode implements AutoCloseable {
    static final SecureRandom RANDOM = new SecureRandom();
    static final FakeAmd VENDOR = new FakeAmd(
            Product.MILAN, FakeAmdKeys.shared(FakeAmdKeys.QUICK, RANDOM), Instant.parse("2026-01-01T00:00:00Z"));

    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final HttpClient http = HttpClient.newHttpClient();
    private final AttestryNode node;
    private final RocksStore store = RocksStores.of(RunningSystem.last());
    final SimulatedSnp guest;

    /** An answer: status, headers and body, read. */
    record Reply(int status, Map<String, List<String>> headers, JsonNode body) {}

    private TestNode(AttestryNode node, FakeAmd vendor) {
        this.node = node;
        this.guest = SimulatedSnp.on(vendor, RANDOM);
    }

    static TestNode start(Path data, String... settings) {
        return start(data, VENDOR, clock(), Compiler.ofThisRelease(), RANDOM, settings);
    }

    /** By {@code clock}, which is {@link #clock} or made of it. */
    static TestNode start(Path data, Clock clock, String... settings) {
        return start(data, VENDOR, clock, Compiler.ofThisRelease(), RANDOM, settings);
    }

    /** With keys and nonces from {@code random}. */
    static TestNode start(Path data, SecureRandom random) {
        return start(data, VENDOR, clock(), Compiler.ofThisRelease(), random);
    }

    /** With a vendor whose revocation list is valid today, and the machine's own clock: for nodes that are started again. */
    static TestNode startToday(Path data) {
        return startToday(data, Compiler.ofThisRelease());
    }

    static TestNode startToday(Path data, Compiler compiler) {
        var clock = Clock.systemUTC();
        var keys = FakeAmdKeys.shared(FakeAmdKeys.QUICK, RANDOM);
        return start(data, new FakeAmd(Product.MILAN, keys, clock.instant()), clock, compiler, RANDOM);
    }

    private static TestNode start(
            Path data, FakeAmd vendor, Clock clock, Compiler compiler, SecureRandom random, String... settings) {
        var sources = Sources.NONE
                .withFlag("attest.data", data.toString(), "--data")
                .withFlag("attest.listen", "127.0.0.1:0", "--listen")
                .withFlag("attest.management.listen", "127.0.0.1:0", "--management")
                .withFlag("attest.tenants", "default,other", "--tenants");
        for (int i = 0; i < settings.length; i += 2) sources = sources.withFlag(settings[i], settings[i + 1], "test");
        var loaded = Settings.load(Schema.onClassPath(TestNode.class.getClassLoader()), sources);
        var config = loaded.read(NodeConfig::from);
        var anchors = new TreeMap<String, List<Bytes>>();
        anchors.put(Roles.TRUST_ROOT, List.of(vendor.ark()));
        anchors.put(Roles.CRL, List.of(vendor.crl()));
        var parts = new NodeParts(
                List.of(new SnpVerifier(Cryptos.bouncyCastle())),
                Map.of("snp", new Endorsements(anchors)),
                node -> KeyRoots.of(node, random),
                compiler,
                new BouncyCastleProvider(),
                random,
                clock);
        return new TestNode(AttestryNode.start(config, RunningSystem.told(loaded.config()), parts), vendor);
    }

    /** Real time, moved into the year in which the fake vendor's revocation list is valid. */
    static Clock clock() {
        var begun = Clock.systemUTC().instant();
        return Clock.offset(Clock.systemUTC(), Duration.between(begun, Instant.parse("2026-02-01T00:00:00Z")));
    }

    /** Its store, to do to it what no request can. */
    RocksStore store() {
        return store;
    }

    String key(String tenant, Role role) {
        return node.key(tenant, role);
    }

    List<Endpoint> endpoints() {
        return node.endpoints();
    }

    String url() {
        return node.url();
    }

    String managementUrl() {
        return node.managementUrl();
    }

    Reply get(String path, Role role) {
        return send(request(path, role).GET());
    }

    Reply post(String path, Role role, Object body) {
        return send(request(path, role)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.valueToTree(body).toString())));
    }

    /** As the administrator of {@code tenant}. */
    Reply postOf(String tenant, String path, Object body) {
        return send(request(path, Role.PUBLIC)
                .header("Authorization", "Bearer " + key(tenant, Role.ADMIN))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.valueToTree(body).toString())));
    }

    HttpRequest.Builder request(String path, Role role) {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : node.url() + path));
        return switch (role) {
            case PUBLIC -> request;
            case AGENT, ADMIN -> request.header("Authorization", "Bearer " + node.key("default", role));
        };
    }

    Reply send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers().map(), read(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read(String body) throws IOException {
        return body.startsWith("{")
                ? json.readTree(body)
                : json.getNodeFactory().textNode(body);
    }

    /** A baseline that wants what the simulated guest is. */
    void trustTheGuest() {
        var minimum = new HashMap<String, Integer>();
        for (var component : List.of("bootloader", "tee", "snp", "microcode"))
            minimum.put("reported_tcb." + component, 0);
        var added = post(
                "/v1/baselines",
                Role.ADMIN,
                Map.of(
                        "name",
                        "guests",
                        "tee",
                        "snp",
                        "values",
                        Map.of("measurement", List.of(SimulatedSnp.MEASUREMENT.hex())),
                        "minimum",
                        minimum));
        if (added.status() != 201) throw new IllegalStateException(added.toString());
        var active = send(
                request("/v1/baselines/snp/guests/1/activate", Role.ADMIN).POST(HttpRequest.BodyPublishers.noBody()));
        if (active.status() != 200) throw new IllegalStateException(active.toString());
    }

    Bytes challenge(String name) {
        var reply = post("/v1/challenges", Role.AGENT, Map.of("node", name));
        if (reply.status() != 201) throw new IllegalStateException(reply.toString());
        return Bytes.fromBase64Url(reply.body().path("nonce").asText());
    }

    Map<String, Object> submission(String name, Bytes nonce, Evidence evidence) {
        var attachments = new HashMap<String, String>();
        evidence.attachments().forEach((role, item) -> attachments.put(role, item.base64Url()));
        var body = new HashMap<String, Object>();
        body.put("node", name);
        body.put("nonce", nonce.base64Url());
        body.put("format", evidence.format());
        body.put("evidence", evidence.body().base64Url());
        body.put("attachments", attachments);
        body.put("audience", "relying.example");
        return body;
    }

    Map<String, Object> answer(String name, Bytes nonce) {
        return submission(name, nonce, guest.attest(ReportBinding.of(64, nonce, Bytes.EMPTY)));
    }

    /** Submits evidence under a request id. */
    Reply attestAs(String requestId, String name) {
        return postAs(requestId, "/v1/evidence", answer(name, challenge(name)));
    }

    Reply postAs(String requestId, String path, Object body) {
        return send(request(path, Role.AGENT)
                .header("Content-Type", "application/json")
                .header("Attestry-Request-Id", requestId)
                .POST(HttpRequest.BodyPublishers.ofString(json.valueToTree(body).toString())));
    }

    Reply attest(String name) {
        return attest(name, challenge(name));
    }

    /** Submits evidence over {@code nonce}. */
    Reply attest(String name, Bytes nonce) {
        return post("/v1/evidence", Role.AGENT, answer(name, nonce));
    }

    /** Holds {@code reply} against a refusal: its status, its problem and its reason. */
    void assertRefused(Reply reply, int status, String slug, String reason) {
        assertThat(List.of(
                        reply.status(),
                        reply.body().path("type").asText(),
                        reply.body().path("reason").asText()))
                .as(reply.body().toString())
                .isEqualTo(List.of(status, "https://attestry.org/problems/" + slug, reason));
    }

    @Override
    public void close() {
        node.close();
    }
}
