package org.attestry.agent.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.attestry.config.RegularFile;

/** Makes the one kind of HTTP client that this agent uses: no redirects, TLS checked against the platform's or the given roots. */
public final class HttpClients {
    private HttpClients() {}

    /**
     * A client.
     *
     * @param roots PEM certificates that servers have to chain to; the platform's roots if empty
     * @throws IllegalArgumentException if the file holds none
     */
    public static HttpClient client(Optional<Path> roots, Duration connectTimeout) {
        var builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        roots.ifPresent(file -> builder.sslContext(trusting(file)));
        return builder.build();
    }

    private static SSLContext trusting(Path file) {
        try (var in = RegularFile.open(file)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("root-" + store.size(), certificate);
            }
            if (store.size() == 0) throw new IllegalArgumentException("no certificate in " + file);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the roots in " + file, e);
        }
    }
}
