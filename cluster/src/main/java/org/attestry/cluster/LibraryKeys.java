package org.attestry.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.cluster.ClusterSettings;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.remote.RemoteSettings;
import org.attestry.config.Section;
import org.attestry.persistence.rocksdb.StoreSettings;

/**
 * Tries what was given of keys that a library or the store reads with what a start reads them by: what is refused is noted under its key,
 * and so is what a start sets itself.
 *
 * <p>What a library reads only while it runs is left to the start.
 */
final class LibraryKeys {
    private static final String PEKKO = "pekko";
    private static final String STORE = "attestry.rocksdb.store";

    private final Section section;
    private final String group;
    private final Config tree;
    private final Consumer<Config> reader;

    private LibraryKeys(Section section, String group, Config tree, Consumer<Config> reader) {
        this.section = section;
        this.group = group;
        this.tree = tree;
        this.reader = reader;
    }

    /** Notes beside {@code attest}, which {@code config} was read from, what of {@code tree} the store or Pekko cannot be given. */
    static void check(Section attest, NodeConfig config, Config tree) {
        for (var group : List.of(STORE, PEKKO)) refuseDecided(attest.beside(group), group);
        new LibraryKeys(attest.beside(STORE), STORE, tree, all -> StoreSettings.from(all.getConfig(STORE))).check();
        if (attest.sound("cluster.host", "cluster.port", "cluster.seeds", "data")) {
            new LibraryKeys(attest.beside(PEKKO), PEKKO, tree, all -> readByPekko(PekkoConfig.of(config, all))).check();
        }
    }

    /** What a start sets itself would go unheard. */
    private static void refuseDecided(Section section, String group) {
        for (var name : section.given()) {
            var ours = PekkoConfig.DECIDED.get(group + "." + name);
            if (ours != null) section.refuse(name, "it follows from " + ours + ": set " + ours + " instead");
        }
    }

    private static void readByPekko(Config all) {
        var classes = new PekkoResources(LibraryKeys.class.getClassLoader());
        var _ = new ActorSystem.Settings(classes, all, AttestryNode.SYSTEM, ActorSystemSetup.empty());
        var _ = new RemoteSettings(all);
        var _ = new ClusterSettings(all, AttestryNode.SYSTEM);
        var _ = ServerSettings.create(all);
    }

    private void check() {
        var given = section.given();
        if (given.isEmpty()) return;
        var together = refusal(tree);
        if (together.isEmpty()) return;
        var defaults = tree.withoutPath(group).withFallback(ConfigFactory.defaultReference());
        boolean found = false;
        for (var name : given) {
            var path = group + "." + name;
            var alone = refusal(defaults.withValue(path, tree.getValue(path)));
            alone.ifPresent(why -> section.refuse(name, why));
            found |= alone.isPresent();
        }
        if (!found) section.refuse(given.getFirst(), together.get());
    }

    private Optional<String> refusal(Config all) {
        try {
            reader.accept(all);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
