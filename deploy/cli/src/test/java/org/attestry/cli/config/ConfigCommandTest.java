package org.attestry.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {
    @TempDir
    Path folder = Path.of("");

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("service.conf"), text).toString();
    }

    @Test
    void aFileWithAnUnknownKeyIsRefusedWithEveryProblem() throws IOException {
        var recording = Recording.plain();
        var file = file("attest.no-such-thing = 1\nattest.nor-this = 2");
        assertThat(recording.run("config", "check", file)).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains("attest.no-such-thing", ":1", "attest.nor-this", ":2");
    }

    @Test
    void theProblemsAreAListForPrograms() throws IOException {
        var recording = Recording.plain();
        assertThat(recording.run("config", "check", "--json", file("attest.nothing = 1")))
                .isEqualTo(ExitCode.USAGE);
        var problem = Json.parse(recording.err());
        assertThat(problem.path("type").asText()).endsWith("/configuration");
        assertThat(problem.path("errors").size()).isEqualTo(1);
    }

    @Test
    void anEmptyFileCanBeUsed() throws IOException {
        var recording = Recording.plain();
        assertThat(recording.run("config", "check", file(""))).isEqualTo(ExitCode.YES);
        assertThat(recording.out()).contains("can be used");
    }

    @Test
    void theVariablesOfTheCommandLineAreNoKeys() {
        var recording = Recording.with(Map.of("ATTESTRY_URL", "http://x", "ATTESTRY_ADMIN_KEY", "k"));
        assertThat(recording.run("config", "show", "--sources")).isEqualTo(ExitCode.YES);
        assertThat(recording.out()).contains("SOURCE");
    }

    @Test
    void aVariableThatStandsForNoKeyIsRefused() {
        var recording = Recording.with(Map.of("ATTESTRY_NO_SUCH_THING", "1"));
        assertThat(recording.run("config", "show")).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains("ATTESTRY_NO_SUCH_THING");
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            attest.tls { key-store = tls.p12, password-file = service.conf }           | attest.tls.key-store = tls.p12         | does not exist
            attest.tls { key-store = service.conf, password-file = "/" }               | attest.tls.password-file = /           | is a folder
            attest.endorsements.snp = service.conf                                     | attest.endorsements.snp = service.conf | is no folder
            attest.plugins = plugins                                                   | attest.plugins = plugins               | does not exist
            attest.keys { root = passphrase, passphrase-file = none }                  | attest.keys.passphrase-file = none     | does not exist
            attest.keys { root = pkcs11, pkcs11 { library = none, pin-file = none } }  | attest.keys.pkcs11.pin-file = none     | does not exist
            attest.agent.tls { key-store = service.conf, password-file = none }        | attest.agent.tls.password-file = none  | does not exist
            attest.agent.service { url = "http://x", node = n, key-file = none }       | attest.agent.service.key-file = none   | does not exist
            attest.agent.endorsements.trust_root = [service.conf, none]                | attest.agent.endorsements.trust_root = | does not exist
            attest.agent.tpm = "/no/tpm"                                               | attest.agent.tpm = /no/tpm             | does not exist
            attest.agent.token.jwks = "/no/keys.json"                                  | attest.agent.token.jwks = /no/keys.json | does not exist
            """)
    void aFileThatCannotBeReadIsNamedByItsKeyPlaceAndValue(String text, String key, String why) throws IOException {
        var recording = Recording.plain();
        assertThat(recording.run("config", "check", file(text))).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err().lines().filter(line -> line.contains(key)))
                .singleElement()
                .asString()
                .contains("service.conf:1)", why);
    }

    @Test
    void filesThatNobodyAsksForNeedNotBeThere() throws IOException {
        var text = "attest { plugins = \".\", keys.passphrase-file = not-asked-for, agent.token.jwks = \"https://x\" }";
        assertThat(Recording.plain().run("config", "check", file(text))).isEqualTo(ExitCode.YES);
    }

    @Test
    void aValueThatIsWrongIsSaidOnce() throws IOException {
        var recording = Recording.plain();
        assertThat(recording.run("config", "check", file("attest.keys.root = paper")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recording.err().lines().filter(line -> line.contains("attest.keys.root")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20s", "21s", "1m"})
    void anEntityIsNotWaitedForLongerThanItsCallerWaits(String timeout) throws IOException {
        var recording = Recording.plain();
        assertThat(recording.run("config", "check", file("attest.cluster.ask-timeout = " + timeout)))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recording.err())
                .contains("attest.cluster.ask-timeout = " + timeout, "allowed: a duration from 100ms to 19s");
    }

    @Test
    void valuesOfServiceAndAgentAreCheckedAtOnce() throws IOException {
        var recording = Recording.plain();
        var file = file("attest { challenge.ttl = 5, agent.parallel = 0 }");
        assertThat(recording.run("config", "check", file)).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains("attest.challenge.ttl = 5", "attest.agent.parallel = 0");
    }
}
