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

    @Test
    void valuesOfServiceAndAgentAreCheckedAtOnce() throws IOException {
        var recording = Recording.plain();
        var file = file("attest { challenge.ttl = 5, agent.parallel = 0 }");
        assertThat(recording.run("config", "check", file)).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains("attest.challenge.ttl = 5", "attest.agent.parallel = 0");
    }
}
