package org.attestry.agent;

import com.typesafe.config.ConfigUtil;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.attestry.agent.peer.PeerRules;
import org.attestry.agent.token.TokenRules;
import org.attestry.config.HostPort;
import org.attestry.config.Section;
import org.attestry.verifier.Check;

/**
 * The effective configuration below {@code attest.agent}; what each key means stands in this module's {@code reference.conf}.
 *
 * @param listen where the REST interface is bound
 * @param tls the server's certificate; required of any address but loopback
 * @param limits on requests
 * @param shutdownWithin how long stopping waits for open requests
 * @param challenges this agent's own
 * @param service the service to attest to; peer to peer where there is none
 * @param token how tokens of the service are looked at
 * @param endorsements trust anchors and vendor material for local verification, files by role
 * @param tpm the device of a TPM 2.0 whose quotes are this machine's evidence; the TEE that is found where empty
 * @param peer what peers have to be; without it no peer is believed and none is answered
 */
public record AgentConfig(
        HostPort listen,
        Optional<Tls> tls,
        Limits limits,
        Duration shutdownWithin,
        Challenges challenges,
        Optional<Service> service,
        Token token,
        SortedMap<String, List<Path>> endorsements,
        Optional<Path> tpm,
        Optional<PeerRules> peer) {

    /** A PKCS#12 key store, its password in a file, and the roots that clients have to chain to, where any. */
    public record Tls(Path keyStore, Path passwordFile, Optional<Path> clientRoots) {}

    /** The most octets of a body, the time it may take to arrive, and how many requests are answered at a time. */
    public record Limits(int maxBody, Duration bodyWithin, int parallel) {}

    /** How long a challenge is good, and how many may be open. */
    public record Challenges(Duration ttl, int atMost) {}

    /**
     * The service.
     *
     * @param url its base
     * @param node what it calls this machine
     * @param keyFile the bearer key
     * @param roots what its certificate chains to, where not to a root of the platform
     * @param proofKeyFile a private JWK on P-256 that all tokens name; a new key for each token where there is none
     * @param timeout for one attempt
     * @param attempts while no answer comes
     */
    public record Service(
            URI url,
            String node,
            Path keyFile,
            Optional<Path> roots,
            Optional<Path> proofKeyFile,
            Duration timeout,
            int attempts) {}

    /**
     * How tokens are asked for and looked at.
     *
     * @param audience whom tokens are for where the caller can name nobody
     * @param jwks the issuer's keys, an address or a file; the service's own where empty
     * @param issuer the issuer's name; whoever holds the keys where empty
     * @param skew how far the issuer's clock may differ
     * @param maxLifetime how long a token may live
     */
    public record Token(
            String audience, Optional<String> jwks, Optional<String> issuer, Duration skew, Duration maxLifetime) {}

    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,127}");

    public AgentConfig {
        endorsements = new TreeMap<>(endorsements);
    }

    /** Reads {@code attest.agent}; {@code attest} is the group above it. */
    public static AgentConfig from(Section attest) {
        var agent = attest.section("agent");
        var listen = agent.address("listen");
        var tls = tls(agent.section("tls"));
        agent.require(
                "listen",
                listen.isLoopback() || tls.isPresent(),
                "a loopback address; for any other set attest.agent.tls.key-store and attest.agent.tls.password-file");
        return new AgentConfig(
                listen,
                tls,
                new Limits(
                        (int) agent.size("max-body", 1024, 64 << 20),
                        agent.duration("body-within", Duration.ofMillis(100), Duration.ofMinutes(2)),
                        agent.whole("parallel", 1, 1024)),
                agent.duration("shutdown-within", Duration.ofMillis(100), Duration.ofMinutes(5)),
                challenges(agent.section("challenge")),
                service(agent.section("service")),
                token(agent.section("token")),
                endorsements(agent.section("endorsements")),
                agent.optionalPath("tpm"),
                peer(agent.section("peer")));
    }

    /** As {@link #from}, and notes in {@code attest} what it names, files and addresses, that a start on this machine would refuse. */
    public static AgentConfig forStart(Section attest) {
        var config = from(attest);
        AgentFiles.check(attest.section("agent"), config);
        return config;
    }

    private static Optional<Tls> tls(Section tls) {
        tls.require(
                "password-file",
                tls.has("key-store") == tls.has("password-file"),
                "key-store and password-file together");
        if (!tls.has("key-store") || !tls.has("password-file")) return Optional.empty();
        return Optional.of(new Tls(tls.path("key-store"), tls.path("password-file"), tls.optionalPath("client-roots")));
    }

    private static Challenges challenges(Section challenge) {
        return new Challenges(
                challenge.duration("ttl", Duration.ofSeconds(1), Duration.ofMinutes(10)),
                challenge.whole("at-most", 1, 1_000_000));
    }

    private static Optional<Service> service(Section service) {
        if (!service.has("url")) return Optional.empty();
        return Optional.of(new Service(
                uri(service, "url"),
                service.text("node", NODE, "1 to 128 of letters, digits, '.', '_', ':' and '-'"),
                service.path("key-file"),
                service.optionalPath("roots"),
                service.optionalPath("proof-key-file"),
                service.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(2)),
                service.whole("attempts", 1, 10)));
    }

    private static URI uri(Section section, String name) {
        var text = section.text(name);
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            section.require(name, false, "an address, f.e. https://attestry.example");
            return URI.create("http://localhost");
        }
    }

    private static Token token(Section token) {
        return new Token(
                token.text("audience"),
                token.optionalText("jwks"),
                token.optionalText("issuer"),
                token.duration("skew", Duration.ZERO, TokenRules.MOST_SKEW),
                token.duration("max-lifetime", Duration.ofSeconds(1), TokenRules.MOST_LIFE));
    }

    private static SortedMap<String, List<Path>> endorsements(Section endorsements) {
        var byRole = new TreeMap<String, List<Path>>();
        endorsements.names().forEach(role -> byRole.put(unquoted(role), endorsements.paths(role)));
        return byRole;
    }

    private static Optional<PeerRules> peer(Section peer) {
        var required = new TreeMap<String, Set<String>>();
        collect(peer.section("claims"), "", required);
        if (required.isEmpty()) return Optional.empty();
        return Optional.of(new PeerRules(required, waivable(peer)));
    }

    /** A path may be written with dots or as groups in groups. */
    private static void collect(Section claims, String prefix, Map<String, Set<String>> required) {
        for (var name : claims.names()) {
            var path = prefix + unquoted(name);
            if (claims.section(name).names().isEmpty()) required.put(path, Set.copyOf(claims.texts(name)));
            else collect(claims.section(name), path + ".", required);
        }
    }

    private static Set<Check> waivable(Section peer) {
        var names =
                Map.of("revocation", Check.REVOCATION, "endorsement", Check.ENDORSEMENT, "event_log", Check.EVENT_LOG);
        var checks = new HashSet<Check>();
        for (var name : peer.texts("may-be-waived")) {
            var check = names.get(name.toLowerCase(Locale.ROOT));
            peer.require("may-be-waived", check != null, "revocation, endorsement, event_log");
            if (check != null) checks.add(check);
        }
        return checks;
    }

    private static String unquoted(String name) {
        return ConfigUtil.splitPath(name).getFirst();
    }
}
