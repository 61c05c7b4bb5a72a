package org.attestry.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.attestry.config.HostPort;

/** The configuration that Pekko runs with: what this node's configuration says, over {@code attestry-pekko.conf}, over the libraries' own. */
final class PekkoConfig {
    private PekkoConfig() {}

    /** The whole tree; {@code settings} is what the operator gave, libraries' keys among it. */
    static Config of(NodeConfig node, Config settings) {
        var cluster = node.cluster();
        return ConfigFactory.empty()
                .withValue("pekko.remote.artery.canonical.hostname", ConfigValueFactory.fromAnyRef(cluster.host()))
                .withValue("pekko.remote.artery.canonical.port", ConfigValueFactory.fromAnyRef(cluster.port()))
                .withValue("pekko.cluster.seed-nodes", ConfigValueFactory.fromIterable(seeds(cluster.seeds())))
                .withValue(
                        "attestry.rocksdb.store.folder",
                        ConfigValueFactory.fromAnyRef(journal(node).toString()))
                .withFallback(settings.withOnlyPath("attestry"))
                .withFallback(ConfigFactory.parseResources(PekkoConfig.class.getClassLoader(), "attestry-pekko.conf"))
                .withFallback(settings)
                .resolve();
    }

    /** The journal's folder. */
    static Path journal(NodeConfig node) {
        return node.data().resolve("journal");
    }

    /** Where the cluster's own network listens; empty where the operator has it bound elsewhere than others reach it. */
    static Optional<HostPort> bound(Config pekko) {
        var artery = pekko.getConfig("pekko.remote.artery");
        boolean elsewhere = !artery.getString("bind.hostname").isEmpty()
                || !artery.getString("bind.port").isEmpty();
        return elsewhere
                ? Optional.empty()
                : Optional.of(new HostPort(artery.getString("canonical.hostname"), artery.getInt("canonical.port")));
    }

    private static List<String> seeds(List<String> addresses) {
        return addresses.stream()
                .map(address -> "pekko://" + AttestryNode.SYSTEM + "@" + address)
                .toList();
    }
}
