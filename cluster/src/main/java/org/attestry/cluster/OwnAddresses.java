package org.attestry.cluster;

import com.typesafe.config.Config;
import org.attestry.config.HostPort;
import org.attestry.config.Section;

/** Notes of the addresses that a node listens on which are not this machine's, and which it could not listen on together. */
final class OwnAddresses {
    private static final String[] LISTENED_ON = {"listen", "management.listen"};

    private final Section attest;
    private final NodeConfig config;

    private OwnAddresses(Section attest, NodeConfig config) {
        this.attest = attest;
        this.config = config;
    }

    /** Looks at the addresses of {@code config}, which {@code attest} was read into, and at what libraries' keys in {@code tree} make of them. */
    static void check(Section attest, NodeConfig config, Config tree) {
        var addresses = new OwnAddresses(attest, config);
        addresses.ownHosts();
        addresses.cluster(tree);
    }

    private void ownHosts() {
        if (attest.sound("listen"))
            attest.requireOwnHost("listen", config.listen().host());
        if (!attest.sound(LISTENED_ON)) return;
        attest.requireOwnHost("management.listen", config.management().host());
        apart("management.listen", config.management(), "attest.listen", config.listen());
    }

    private void cluster(Config tree) {
        if (!attest.sound("cluster.host", "cluster.port", "cluster.seeds", "data")) return;
        var pekko = attest.beside("pekko");
        if (!pekko.sound(pekko.given().toArray(String[]::new))) return;
        var bound = pekko.given().isEmpty()
                ? new HostPort(config.cluster().host(), config.cluster().port())
                : PekkoConfig.bound(PekkoConfig.of(config, tree));
        if (bound.host().equals(config.cluster().host())) attest.requireOwnHost("cluster.host", bound.host());
        else pekko.requireOwnHost("remote.artery.bind.hostname", bound.host());
        if (!attest.sound(LISTENED_ON)) return;
        apart("cluster.port", bound, "attest.listen", config.listen());
        apart("cluster.port", bound, "attest.management.listen", config.management());
    }

    private void apart(String name, HostPort address, String otherKey, HostPort other) {
        if (attest.sound(name) && address.clashesWith(other)) {
            attest.refuse(name, address + " cannot be listened on together with " + otherKey + ", which is " + other);
        }
    }
}
