package org.attestry.cli.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.UserFiles;

/** TLS that believes the certificates of one PEM file and no others. */
final class Authorities {
    private Authorities() {}

    static SSLContext trusting(Path pem) {
        var octets = UserFiles.octets(pem).toArray();
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int index = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(octets))) {
                store.setCertificateEntry("ca-" + index++, certificate);
            }
            if (index == 0) throw CommandFailed.file("no certificate in " + pem);
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw CommandFailed.file("cannot read certificates in PEM from " + pem + ": " + e.getMessage());
        }
    }
}
