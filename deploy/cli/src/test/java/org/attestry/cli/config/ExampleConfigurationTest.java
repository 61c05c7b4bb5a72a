package org.attestry.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.attestry.agent.AgentConfig;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.output.Json;
import org.attestry.cluster.NodeConfig;
import org.attestry.config.Settings;
import org.attestry.config.Sources;
import org.junit.jupiter.api.Test;

class ExampleConfigurationTest {
    private static final Path EXAMPLE =
            Path.of("..", "attestry.conf.example").toAbsolutePath().normalize();

    private static Settings example() {
        return SettingsOptions.load(Sources.NONE.withFile(EXAMPLE));
    }

    @Test
    void theExampleHasOnlyKeysThatExist() {
        assertThat(example().notices()).isEmpty();
    }

    @Test
    void aServiceNodeCanBeMadeOfTheExample() {
        var node = example().read(NodeConfig::from);
        assertThat(node.tls()).isPresent();
        assertThat(node.endorsements()).containsOnlyKeys("snp");
    }

    @Test
    void anAgentCanBeMadeOfTheExample() {
        assertThat(example().read(AgentConfig::from).service()).isPresent();
    }

    @Test
    void theCheckOfTheCommandLineMissesNothingButTheFilesThatTheExampleNames() {
        var recording = Recording.plain();
        assertThat(recording.run("config", "check", EXAMPLE.toString(), "--json"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(Json.parse(recording.err()).path("errors"))
                // a user who may not write there is told so
                .filteredOn(error -> !error.asText().startsWith("attest.data = /var/lib/attestry"))
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.asText()).contains("= /etc/attestry/", "does not exist"));
    }
}
