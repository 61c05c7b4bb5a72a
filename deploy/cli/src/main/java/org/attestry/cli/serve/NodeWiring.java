package org.attestry.cli.serve;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.Provider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.attestry.cluster.KeyRoots;
import org.attestry.cluster.NodeConfig;
import org.attestry.cluster.NodeParts;
import org.attestry.collateral.OfflineBundle;
import org.attestry.collateral.PluginFolder;
import org.attestry.verifier.Endorsements;
import org.attestry.verifier.EvidenceVerifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What a service node of this machine is made of: installed verifiers and plugins, configured endorsements, the fastest signatures. */
public final class NodeWiring {
    private NodeWiring() {}

    /** The parts of a product node; nothing of a fake vendor can come in here but by the configuration's own folders. */
    public static NodeParts parts(NodeConfig config) {
        var bundles = new TreeMap<String, Endorsements>();
        config.endorsements().forEach((tee, folder) -> bundles.put(tee, OfflineBundle.read(folder)));
        return parts(config, bundles);
    }

    /** The same with endorsements from elsewhere. */
    public static NodeParts parts(NodeConfig config, Map<String, Endorsements> endorsements) {
        var random = new SecureRandom();
        return new NodeParts(
                verifiers(config),
                endorsements,
                node -> KeyRoots.of(node, random),
                signatures(),
                random,
                Clock.systemUTC());
    }

    private static Collection<EvidenceVerifier> verifiers(NodeConfig config) {
        var installed = new ArrayList<EvidenceVerifier>();
        ServiceLoader.load(EvidenceVerifier.class).forEach(installed::add);
        installed.addAll(config.plugins().map(PluginFolder::load).orElse(List.of()));
        return installed;
    }

    /** ACCP where its native library loads, BouncyCastle elsewhere; no provider is registered with the platform. */
    private static Provider signatures() {
        var accp = AmazonCorrettoCryptoProvider.INSTANCE;
        return accp.getLoadingError() == null ? accp : new BouncyCastleProvider();
    }
}
