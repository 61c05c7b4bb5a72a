package org.attestry.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pekko.remote.artery.ArterySettings;
import org.attestry.config.HostPort;

/** The configuration that Pekko runs with: what this node's configuration says, over {@code attestry-pekko.conf}, over the libraries' own. */
final class PekkoConfig {
    private static final String HOST = "pekko.remote.artery.canonical.hostname";
    private static final String PORT = "pekko.remote.artery.canonical.port";
    private static final String SEEDS = "pekko.cluster.seed-nodes";
    private static final String FOLDER = "attestry.rocksdb.store.folder";

    /** The keys that a start sets itself, each with the one of ours that it follows from. */
    static final Map<String, String> DECIDED = Map.of(
            HOST, "attest.cluster.host",
            PORT, "attest.cluster.port",
            SEEDS, "attest.cluster.seeds",
            FOLDER, "attest.data");

    private PekkoConfig() {}

    /** The whole tree; {@code settings} is what the operator gave, libraries' keys among it. */
    static Config of(NodeConfig node, Config settings) {
        var cluster = node.cluster();
        return ConfigFactory.empty()
                .withValue(HOST, ConfigValueFactory.fromAnyRef(cluster.host()))
                .withValue(PORT, ConfigValueFactory.fromAnyRef(cluster.port()))
                .withValue(SEEDS, ConfigValueFactory.fromIterable(seeds(cluster.seeds())))
                .withValue(FOLDER, ConfigValueFactory.fromAnyRef(journal(node).toString()))
                .withFallback(settings.withOnlyPath("attestry"))
                .withFallback(ConfigFactory.parseResources(PekkoConfig.class.getClassLoader(), "attestry-pekko.conf"))
                .withFallback(settings)
                .resolve();
    }

    /** The journal's folder. */
    static Path journal(NodeConfig node) {
        return journal(node.data());
    }

    /** The same of a node with the data folder {@code data}. */
    static Path journal(Path data) {
        return data.resolve("journal");
    }

    /** Where the cluster's own network listens: where others reach it, unless the operator has it bound elsewhere. */
    static HostPort bound(Config pekko) {
        var artery = new ArterySettings(pekko.getConfig("pekko.remote.artery"));
        return new HostPort(artery.Bind().Hostname(), artery.Bind().Port());
    }

    /** The node of this service at {@code address}, as Pekko names it. */
    static String member(String address) {
        return "pekko://" + AttestryNode.SYSTEM + "@" + address;
    }

    private static List<String> seeds(List<String> addresses) {
        return addresses.stream().map(PekkoConfig::member).toList();
    }
}
