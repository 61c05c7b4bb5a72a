package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that listens with a certificate of its own. */
@Tag("integration")
class ServiceTlsTest {
    private static final String PASSWORD = "of-the-key-store";

    @TempDir
    private Path folder;

    private Path store = Path.of("");
    private Path password = Path.of("");

    @BeforeEach
    void makeKeyStore() throws IOException, InterruptedException {
        store = folder.resolve("service.p12");
        password = secret("password", PASSWORD);
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "service",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-dname",
                        "CN=service",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "30")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
    }

    private Path secret(String name, String text) throws IOException {
        var file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private TestNode start(Path passwordFile) {
        return TestNode.start(
                folder.resolve("data"),
                "attest.tls.key-store",
                store.toString(),
                "attest.tls.password-file",
                passwordFile.toString());
    }

    private HttpClient client(String... protocols) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            trusted.load(in, PASSWORD.toCharArray());
        }
        var roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("service", trusted.getCertificate("service"));
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(roots);
        var context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        var parameters = new SSLParameters();
        if (protocols.length > 0) parameters.setProtocols(protocols);
        return HttpClient.newBuilder()
                .sslContext(context)
                .sslParameters(parameters)
                .build();
    }

    private static int status(HttpClient http, String url) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/.well-known/jwks.json"))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    void aClientThatKnowsTheCertificateIsServedAndNoOther() throws Exception {
        try (var node = start(password);
                var knows = client();
                var knowsNot = HttpClient.newHttpClient()) {
            assertThat(node.url()).startsWith("https://127.0.0.1:");
            assertThat(status(knows, node.url())).isEqualTo(200);
            assertThatThrownBy(() -> status(knowsNot, node.url())).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void neitherPlainHttpNorOlderTlsIsServed() throws Exception {
        try (var node = start(password);
                var old = client("TLSv1.2");
                var plain = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> status(old, node.url())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> status(plain, node.url().replace("https", "http")))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyStoreThatWillNotOpenOrAPasswordThatOthersReadStopTheStart() throws Exception {
        var wrong = secret("wrong", "another");
        assertThatThrownBy(() -> start(wrong))
                .rootCause()
                .satisfies(e -> assertThat(String.valueOf(e.getMessage())).doesNotContain("another"));
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> start(password)).hasStackTraceContaining(password.toString());
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Files.delete(store);
        assertThatThrownBy(() -> start(password)).hasStackTraceContaining("attest.tls.key-store");
    }
}
