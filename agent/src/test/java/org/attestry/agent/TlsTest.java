package org.attestry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.attestry.agent.service.HttpClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An agent with a certificate of its own, and one that asks its clients for theirs. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final String PASSWORD = "of-the-key-store";

    private final Path store;
    private final Path certificate;
    private final AgentNode open;
    private final AgentNode closed;

    TlsTest(@TempDir Path folder) throws Exception {
        store = keyStore(folder);
        certificate = certificate(folder);
        var password = TestAgent.secretFile(folder, "password", PASSWORD);
        open = start(new AgentConfig.Tls(store, password, Optional.empty()));
        closed = start(new AgentConfig.Tls(store, password, Optional.of(certificate)));
    }

    @AfterAll
    void stop() {
        open.close();
        closed.close();
    }

    @Test
    void aClientThatKnowsTheRootIsServed() throws Exception {
        try (var http = HttpClients.client(Optional.of(certificate), Duration.ofSeconds(5))) {
            assertThat(challenge(http, "https", open)).isEqualTo(200);
        }
    }

    @Test
    void aClientThatDoesNotKnowTheRootGoesAway() {
        try (var http = HttpClients.client(Optional.empty(), Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> challenge(http, "https", open)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void plainHttpIsNotServedBesideIt() {
        try (var http = HttpClients.client(Optional.of(certificate), Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> challenge(http, "http", open)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClientWithoutTheCertificateThatIsAskedForIsNotServed() {
        try (var http = HttpClients.client(Optional.of(certificate), Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> challenge(http, "https", closed)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aKeyStoreThatWillNotOpenStopsTheStart(@TempDir Path folder) {
        var wrong = TestAgent.secretFile(folder, "password", "another");
        assertThatThrownBy(() -> start(new AgentConfig.Tls(store, wrong, Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not opened by the password")
                .hasMessageNotContaining("another");
    }

    private static int challenge(HttpClient http, String scheme, AgentNode agent) throws Exception {
        var address = URI.create(scheme + "://127.0.0.1:" + agent.address().getPort() + "/challenge");
        var request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private static AgentNode start(AgentConfig.Tls tls) {
        var plain = TestAgent.config(Optional.empty(), Optional.empty());
        var config = new AgentConfig(
                plain.listen(),
                Optional.of(tls),
                plain.limits(),
                plain.shutdownWithin(),
                plain.challenges(),
                plain.service(),
                plain.token(),
                plain.endorsements(),
                plain.tpm(),
                plain.peer());
        return AgentNode.start(config, AgentParts.with(config, ToyTee.running("app")));
    }

    /** A self-signed certificate for 127.0.0.1, made by the JDK's own tool. */
    private static Path keyStore(Path folder) throws IOException, InterruptedException {
        var file = folder.resolve("agent.p12");
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "agent",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD,
                        "-dname",
                        "CN=agent",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "30")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(made.exitValue()).isZero();
        return file;
    }

    private Path certificate(Path folder) {
        try (var in = Files.newInputStream(store)) {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            var der = Base64.getMimeEncoder()
                    .encodeToString(keys.getCertificate("agent").getEncoded());
            return Files.writeString(
                    folder.resolve("root.pem"),
                    "-----BEGIN CERTIFICATE-----\n" + der + "\n-----END CERTIFICATE-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
