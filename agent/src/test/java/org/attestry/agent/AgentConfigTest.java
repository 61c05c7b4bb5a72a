package org.attestry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.attestry.config.HostPort;
import org.attestry.config.InvalidSettings;
import org.attestry.config.Schema;
import org.attestry.config.Settings;
import org.attestry.config.Sources;
import org.attestry.verifier.Check;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {
    @TempDir
    Path folder;

    @Test
    void theDefaultsAreAnAgentForThisMachineAlone() {
        var config = Settings.defaults().read(AgentConfig::from);
        assertThat(config)
                .isEqualTo(new AgentConfig(
                        new HostPort("127.0.0.1", 8081),
                        Optional.empty(),
                        new AgentConfig.Limits(2 << 20, Duration.ofSeconds(10), 16),
                        Duration.ofSeconds(10),
                        new AgentConfig.Challenges(Duration.ofMinutes(2), 10_000),
                        Optional.empty(),
                        new AgentConfig.Token(
                                "attestry-agent",
                                Optional.empty(),
                                Optional.empty(),
                                Duration.ofSeconds(30),
                                Duration.ofMinutes(5)),
                        new java.util.TreeMap<>(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void everyKeyIsRead() throws IOException {
        var config = read("""
                listen = "0.0.0.0:9081", max-body = 1 MiB, body-within = 5s, parallel = 4, shutdown-within = 3s
                tls { key-store = agent.p12, password-file = agent.pass, client-roots = clients.pem }
                challenge { ttl = 30s, at-most = 50 }
                service { url = "https://attestry.example:8443", node = "rack-1.node-7", key-file = agent.key, roots = roots.pem
                  proof-key-file = proof.jwk, timeout = 4s, attempts = 5 }
                token { audience = shop, jwks = "https://attestry.example/keys", issuer = "https://attestry.example", skew = 10s
                  max-lifetime = 1h }
                endorsements { trust_root = [ark.der], crl = [a.crl, b.crl] }
                peer { claims { measurement = [aa, bb], policy.debug = [false] }, may-be-waived = [revocation] }
                """);
        assertThat(config.listen()).isEqualTo(new HostPort("0.0.0.0", 9081));
        assertThat(config.tls())
                .contains(new AgentConfig.Tls(file("agent.p12"), file("agent.pass"), Optional.of(file("clients.pem"))));
        assertThat(config.limits()).isEqualTo(new AgentConfig.Limits(1 << 20, Duration.ofSeconds(5), 4));
        assertThat(config.challenges()).isEqualTo(new AgentConfig.Challenges(Duration.ofSeconds(30), 50));
        assertThat(config.service())
                .contains(new AgentConfig.Service(
                        URI.create("https://attestry.example:8443"),
                        "rack-1.node-7",
                        file("agent.key"),
                        Optional.of(file("roots.pem")),
                        Optional.of(file("proof.jwk")),
                        Duration.ofSeconds(4),
                        5));
        assertThat(config.token())
                .isEqualTo(new AgentConfig.Token(
                        "shop",
                        Optional.of("https://attestry.example/keys"),
                        Optional.of("https://attestry.example"),
                        Duration.ofSeconds(10),
                        Duration.ofHours(1)));
        assertThat(config.endorsements())
                .containsEntry("trust_root", List.of(file("ark.der")))
                .containsEntry("crl", List.of(file("a.crl"), file("b.crl")));
        assertThat(config.peer()).hasValueSatisfying(rules -> {
            assertThat(rules.required())
                    .containsEntry("measurement", Set.of("aa", "bb"))
                    .containsEntry("policy.debug", Set.of("false"));
            assertThat(rules.mayBeWaived()).containsExactly(Check.REVOCATION);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "listen = nowhere | attest.agent.listen",
                "max-body = 1 B | attest.agent.max-body",
                "body-within = 1h | attest.agent.body-within",
                "parallel = 0 | attest.agent.parallel",
                "tls.key-store = a.p12 | attest.agent.tls.password-file",
                "tls.password-file = a | attest.agent.tls.password-file",
                "challenge.ttl = 11m | attest.agent.challenge.ttl",
                "challenge.at-most = 0 | attest.agent.challenge.at-most",
                "service.url = \"https://a.example\" | attest.agent.service.node",
                "service { url = \"https://a b\", node = n, key-file = k } | attest.agent.service.url",
                "service { url = \"https://a.example\", node = \"no de\", key-file = k } | attest.agent.service.node",
                "service { url = \"https://a.example\", node = n } | attest.agent.service.key-file",
                "service { url = \"https://a.example\", node = n, key-file = k, attempts = 11 } | attest.agent.service.attempts",
                "token.skew = 61s | attest.agent.token.skew",
                "token.max-lifetime = 25h | attest.agent.token.max-lifetime",
                "peer { claims { m = [a] }, may-be-waived = [signature] } | attest.agent.peer.may-be-waived",
                "peer.claims { m = [] } | claim that peers must have",
                "lisen = \"127.0.0.1:1\" | attest.agent.listen",
                "token.jkws = keys.json | attest.agent.token.jwks",
            })
    void aValueThatWillNotDoStopsTheStartAndIsNamed(String text, String named) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidSettings.class).hasMessageContaining(named);
    }

    @Test
    void aServiceOnAnotherMachineWithoutTlsIsRefused() {
        var service = TestAgent.service(URI.create("http://attestry.example"), folder);
        var config = TestAgent.config(Optional.of(service), Optional.empty());
        var parts = AgentParts.with(config, ToyTee.running("app"));
        assertThatThrownBy(() -> AgentNode.start(config, parts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
    }

    @Test
    void aProofKeyThatIsNoneIsRefused() {
        var proof = TestAgent.secretFile(folder, "proof.jwk", "{\"kty\":\"EC\"}");
        var plain = TestAgent.service(URI.create("http://127.0.0.1:1"), folder);
        var service = new AgentConfig.Service(
                plain.url(),
                plain.node(),
                plain.keyFile(),
                Optional.empty(),
                Optional.of(proof),
                plain.timeout(),
                plain.attempts());
        var config = TestAgent.config(Optional.of(service), Optional.empty());
        var parts = AgentParts.with(config, ToyTee.running("app"));
        assertThatThrownBy(() -> AgentNode.start(config, parts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("proof.jwk");
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    private AgentConfig read(String text) throws IOException {
        var file = Files.writeString(folder.resolve("attestry.conf"), "attest.agent {\n" + text + "\n}\n");
        return Settings.load(Schema.onClassPath(getClass().getClassLoader()), Sources.NONE.withFile(file))
                .read(AgentConfig::from);
    }
}
