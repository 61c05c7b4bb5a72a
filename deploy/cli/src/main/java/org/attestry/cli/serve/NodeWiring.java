package org.attestry.cli.serve;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.typesafe.config.Config;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.attestry.cluster.KeyRoots;
import org.attestry.cluster.NodeConfig;
import org.attestry.cluster.NodeParts;
import org.attestry.cluster.policy.CompiledPolicies;
import org.attestry.collateral.CollateralException;
import org.attestry.collateral.OfflineBundle;
import org.attestry.collateral.PluginFolder;
import org.attestry.config.Section;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.EvidenceVerifier;
import org.attestry.verifier.Verifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What a service node of this machine is made of: installed verifiers and plugins, configured endorsements, the fastest signatures. */
public final class NodeWiring {
    private NodeWiring() {}

    /** A configuration, and what it names in folders, read. */
    public record Wired(NodeConfig config, Map<String, Endorsements> endorsements, List<EvidenceVerifier> plugins) {
        /** The parts of a product node; nothing of a fake vendor can come in here but by the configuration's own folders. */
        public NodeParts parts() {
            return NodeWiring.parts(plugins, endorsements);
        }
    }

    /** The configuration in {@code attest}, and what it names, read; everything is noted there that a start would refuse and that shows before one. */
    public static Wired read(Section attest, Config tree) {
        var config = NodeConfig.forStart(attest, tree);
        var plugins = tried(attest, "plugins", () -> plugins(config)).orElse(List.of());
        var verifiers = verifiers(plugins);
        var section = attest.section("endorsements");
        var bundles = new TreeMap<String, Endorsements>();
        config.endorsements()
                .forEach((tee, folder) -> bundles.put(
                        tee,
                        tried(section, tee, () -> bundle(tee, folder, verifiers))
                                .orElse(Endorsements.NONE)));
        return new Wired(config, bundles, plugins);
    }

    private static List<EvidenceVerifier> plugins(NodeConfig config) {
        var plugins = config.plugins().map(PluginFolder::load).orElse(List.of());
        var _ = new Verifiers(verifiers(plugins), (_, _) -> {});
        return plugins;
    }

    private static Endorsements bundle(String tee, Path folder, Collection<EvidenceVerifier> verifiers) {
        var asked = verifiers.stream()
                .filter(verifier -> verifier.tee().equals(tee))
                .toList();
        return OfflineBundle.read(folder, (role, item) -> Verifiers.anyReads(asked, role, item));
    }

    /** What {@code reading} gives; empty, and noted, where what {@code name} names will not do. */
    private static <T> Optional<T> tried(Section section, String name, Supplier<T> reading) {
        if (!section.sound(name)) return Optional.empty();
        try {
            return Optional.of(reading.get());
        } catch (CollateralException | IllegalArgumentException e) {
            section.refuse(name, Starting.sentences(e).replace("\n", " "));
            return Optional.empty();
        }
    }

    /** The parts of a node without plugins, with endorsements from elsewhere. */
    public static NodeParts parts(Map<String, Endorsements> endorsements) {
        return parts(List.of(), endorsements);
    }

    private static NodeParts parts(List<EvidenceVerifier> plugins, Map<String, Endorsements> endorsements) {
        var random = new SecureRandom();
        return new NodeParts(
                verifiers(plugins),
                endorsements,
                node -> KeyRoots.of(node, random),
                CompiledPolicies.Compiler.ofThisRelease(),
                signatures(),
                random,
                Clock.systemUTC());
    }

    private static Collection<EvidenceVerifier> verifiers(List<EvidenceVerifier> plugins) {
        var installed = new ArrayList<EvidenceVerifier>();
        ServiceLoader.load(EvidenceVerifier.class).forEach(installed::add);
        installed.addAll(plugins);
        return installed;
    }

    /** ACCP where its native library loads, BouncyCastle elsewhere; no provider is registered with the platform. */
    private static Provider signatures() {
        var accp = AmazonCorrettoCryptoProvider.INSTANCE;
        return accp.getLoadingError() == null ? accp : new BouncyCastleProvider();
    }
}
