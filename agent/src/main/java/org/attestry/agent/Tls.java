package org.attestry.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.HttpsConnectionContext;
import org.attestry.agent.service.Secret;
import org.attestry.config.RegularFile;
import org.attestry.config.ServerKey;

/** Makes the server's TLS context: TLS 1.2 and up, and a client certificate demanded where roots for clients are configured. */
final class Tls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    /** The context; {@link IllegalArgumentException} with a sentence where the files will not do. */
    static HttpsConnectionContext context(AgentConfig.Tls config) {
        var keys = ServerKey.read(
                "attest.agent.tls",
                config.keyStore(),
                Secret.read(config.passwordFile()).reveal());
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust(config.clientRoots()), null);
            boolean clients = config.clientRoots().isPresent();
            return ConnectionContext.httpsServer(() -> {
                var engine = context.createSSLEngine();
                engine.setUseClientMode(false);
                engine.setNeedClientAuth(clients);
                engine.setEnabledProtocols(PROTOCOLS.clone());
                return engine;
            });
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "cannot use the roots for clients in "
                            + config.clientRoots().orElse(Path.of("")) + ": " + e.getMessage(),
                    e);
        }
    }

    private static TrustManager[] trust(Optional<Path> roots) throws IOException, GeneralSecurityException {
        if (roots.isEmpty()) return new TrustManager[0];
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = RegularFile.open(roots.get())) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("root-" + store.size(), certificate);
            }
        }
        if (store.size() == 0) throw new IllegalArgumentException("no certificate in " + roots.get());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }
}
