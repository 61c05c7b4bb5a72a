package org.attestry.cluster;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.AddressFromURIString;
import org.attestry.cluster.challenge.Nonces;
import org.attestry.cluster.http.PathSegment;
import org.attestry.config.HostPort;
import org.attestry.config.Section;

/** The service's configuration, {@code attest} in {@code reference.conf}, as it was checked at the start. */
public record NodeConfig(
        HostPort listen,
        HostPort management,
        Optional<String> issuer,
        Path data,
        List<String> tenants,
        Optional<Tls> tls,
        Duration nonceTtl,
        long maxBody,
        int threads,
        int queue,
        Duration tokenLifetime,
        Duration mergeDelay,
        KeyConfig keys,
        Map<String, Path> endorsements,
        Optional<Path> plugins,
        ClusterConfig cluster) {
    /** Within which time every request is answered, were it with a problem. */
    static final Duration REQUEST_WITHIN = ofSeconds(20);

    /** An entity is waited for as long as its caller can still be told that it did not answer. */
    private static final Duration MOST_ASK_TIMEOUT = REQUEST_WITHIN.minusSeconds(1);

    /** The server's key and chain. */
    public record Tls(Path keyStore, Path passwordFile) {}

    /** Where the key root comes from, and how long keys are in use. */
    public record KeyConfig(RootSource root, Duration rotation, Duration overlap) {
        /** Where the key root comes from. */
        public sealed interface RootSource {
            /** A file in the data folder. */
            record InFile() implements RootSource {}

            /** Derived from the passphrase in a file. */
            record FromPassphrase(Path file) implements RootSource {}

            /**
             * A key that never leaves a PKCS#11 token.
             *
             * @param library the token's driver
             * @param slot the index of the token's slot in the driver's list
             * @param label of the AES key; made there where it is missing
             * @param pinFile holds the user's PIN
             */
            record OnToken(Path library, int slot, String label, Path pinFile) implements RootSource {}
        }

        private enum Kind {
            FILE,
            PASSPHRASE,
            PKCS11
        }
    }

    /** The cluster's own network. */
    public record ClusterConfig(String host, int port, List<String> seeds, Duration askTimeout) {}

    public NodeConfig {
        tenants = List.copyOf(tenants);
        endorsements = Map.copyOf(endorsements);
    }

    /** Reads the group {@code attest}. */
    public static NodeConfig from(Section attest) {
        var listen = attest.address("listen");
        var management = attest.address("management.listen");
        var tenants = attest.texts("tenants");
        attest.require(
                "tenants",
                !tenants.isEmpty()
                        && tenants.stream().allMatch(PathSegment::allowed)
                        && tenants.stream().distinct().count() == tenants.size(),
                "one or more names of letters, digits or ._~@:-, each once");
        var tls = tls(attest);
        attest.require(
                "listen",
                listen.isLoopback() || tls.isPresent(),
                "a loopback address; for any other set attest.tls.key-store and attest.tls.password-file");
        attest.require("management.listen", management.isLoopback(), "a loopback address");
        return new NodeConfig(
                listen,
                management,
                attest.optionalText("issuer"),
                attest.path("data"),
                tenants,
                tls,
                attest.duration("challenge.ttl", ofSeconds(5), Nonces.LONGEST),
                attest.size("evidence.max-body", 16 << 10, 64 << 20),
                attest.whole("verification.threads", 0, 1024),
                attest.whole("verification.queue", 1, 1 << 20),
                attest.duration("token.lifetime", ofSeconds(10), ofHours(24)),
                attest.duration("audit.merge-delay", ofSeconds(1), ofHours(1)),
                keys(attest.section("keys")),
                folders(attest.section("endorsements")),
                attest.optionalPath("plugins"),
                cluster(attest.section("cluster")));
    }

    /**
     * As {@link #from}, and notes all that a start on this machine would refuse and that shows before one: files, folders, addresses, and
     * what {@code tree}, the whole configuration, gives to the libraries.
     */
    public static NodeConfig forStart(Section attest, Config tree) {
        var config = from(attest);
        NamedFiles.check(attest, config);
        LibraryKeys.check(attest, config, tree);
        OwnAddresses.check(attest, config, tree);
        return config;
    }

    private static Optional<Tls> tls(Section attest) {
        if (!attest.has("tls.key-store")) return Optional.empty();
        attest.require("tls.password-file", attest.has("tls.password-file"), "a file, since tls.key-store is set");
        return Optional.of(new Tls(attest.path("tls.key-store"), attest.path("tls.password-file")));
    }

    private static KeyConfig keys(Section keys) {
        var rotation = keys.duration("rotation", ofMinutes(1), ofDays(366));
        var overlap = keys.duration("overlap", ofSeconds(1), ofDays(30));
        keys.require("overlap", overlap.compareTo(rotation) < 0, "shorter than attest.keys.rotation");
        return new KeyConfig(root(keys), rotation, overlap);
    }

    private static KeyConfig.RootSource root(Section keys) {
        var kind = keys.choice("root", KeyConfig.Kind.class);
        return switch (kind) {
            case FILE -> new KeyConfig.RootSource.InFile();
            case PASSPHRASE ->
                new KeyConfig.RootSource.FromPassphrase(
                        needed(keys, "passphrase-file", "attest.keys.root is passphrase"));
            case PKCS11 -> {
                var token = keys.section("pkcs11");
                yield new KeyConfig.RootSource.OnToken(
                        needed(token, "library", "attest.keys.root is pkcs11"),
                        token.whole("slot", 0, 1024),
                        token.text("label"),
                        needed(token, "pin-file", "attest.keys.root is pkcs11"));
            }
        };
    }

    /** A file that another setting makes necessary; what stands for a missing one is never used, because it is an error. */
    private static Path needed(Section section, String name, String since) {
        section.require(name, section.has(name), "a file, since " + since);
        return section.optionalPath(name).orElse(Path.of(""));
    }

    private static Map<String, Path> folders(Section endorsements) {
        var folders = new TreeMap<String, Path>();
        for (var tee : endorsements.names()) folders.put(tee, endorsements.path(tee));
        return folders;
    }

    /** Pekko takes fewer names for a host than resolvers do. */
    private static boolean isSeed(String address) {
        return HostPort.isOne(address)
                && HostPort.parse(address).port() > 0
                && AddressFromURIString.unapply(PekkoConfig.member(address)).isDefined();
    }

    private static ClusterConfig cluster(Section cluster) {
        var seeds = cluster.texts("seeds");
        cluster.require(
                "seeds", seeds.stream().allMatch(NodeConfig::isSeed), "host:port of each, IPv6 in brackets, no port 0");
        return new ClusterConfig(
                cluster.text("host"),
                cluster.whole("port", 0, 65_535),
                seeds,
                cluster.duration("ask-timeout", ofMillis(100), MOST_ASK_TIMEOUT));
    }
}
