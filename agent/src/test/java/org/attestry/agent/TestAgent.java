package org.attestry.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.peer.PeerRules;
import org.attestry.agent.peer.PeerSession;
import org.attestry.agent.token.Forge;
import org.attestry.config.HostPort;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Verifiers;
import org.jspecify.annotations.Nullable;

/** A running agent on a free port, and a client that may send anything. */
public final class TestAgent implements AutoCloseable {
    public static final int MAX_BODY = 64 << 10;

    public final AgentNode node;
    public final List<PeerSession> believed = new CopyOnWriteArrayList<>();

    private final HttpClient http = HttpClient.newHttpClient();

    private TestAgent(AgentConfig config, Attester attester, Endorsements endorsements) {
        this(config, attester, endorsements, new ToyTee.Verifier());
    }

    private TestAgent(AgentConfig config, Attester attester, Endorsements endorsements, EvidenceVerifier verifier) {
        var verifiers = new Verifiers(List.of(verifier), (_, failure) -> {
            throw new AssertionError(failure);
        });
        node = AgentNode.start(
                config,
                new AgentParts(
                        attester, verifiers, endorsements, Clock.systemUTC(), new SecureRandom(), believed::add));
    }

    /** Over {@code service}, whose key lies in {@code folder}. */
    public static TestAgent over(FakeService service, Attester attester, Path folder) {
        return new TestAgent(
                config(Optional.of(service(service.url(), folder)), Optional.empty()), attester, Endorsements.NONE);
    }

    /** Without a service; peers have to run what {@code measurements} name. */
    public static TestAgent peerToPeer(Attester attester, Endorsements endorsements, Set<String> measurements) {
        return new TestAgent(
                config(Optional.empty(), Optional.of(PeerRules.requiring(Map.of("measurement", measurements)))),
                attester,
                endorsements);
    }

    /** Without a service, with another verifier than the toy's. */
    public static TestAgent peerToPeer(
            Attester attester, Endorsements endorsements, EvidenceVerifier verifier, PeerRules rules) {
        return new TestAgent(config(Optional.empty(), Optional.of(rules)), attester, endorsements, verifier);
    }

    public static AgentConfig.Service service(URI url, Path folder) {
        return new AgentConfig.Service(
                url,
                "node-1",
                secretFile(folder, "agent.key", "the-agents-key"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                2);
    }

    public static Path secretFile(Path folder, String name, String text) {
        try {
            var file = folder.resolve(name);
            Files.writeString(file, text + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static AgentConfig config(Optional<AgentConfig.Service> service, Optional<PeerRules> peer) {
        return new AgentConfig(
                new HostPort("127.0.0.1", 0),
                Optional.empty(),
                new AgentConfig.Limits(MAX_BODY, Duration.ofSeconds(1), 8),
                Duration.ofSeconds(2),
                new AgentConfig.Challenges(Duration.ofMinutes(2), 100),
                service,
                new AgentConfig.Token(
                        "attestry-agent",
                        Optional.empty(),
                        Optional.of(Forge.ISSUER),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5)),
                new TreeMap<>(),
                Optional.empty(),
                peer);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + node.address().getPort());
    }

    /** Sends {@code body} as JSON; none where it is null. */
    public HttpResponse<String> send(String method, String path, @Nullable String body) {
        return send(method, path, body, Map.of("Content-Type", "application/json"));
    }

    public HttpResponse<String> send(String method, String path, @Nullable String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(url().resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        node.close();
    }
}
