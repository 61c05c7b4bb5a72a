package org.attestry.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.attestry.agent.AgentConfig;
import org.attestry.agent.AgentNode;
import org.attestry.agent.AgentParts;
import org.attestry.agent.attester.Attester;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.config.SettingsOptions;
import org.attestry.config.Sources;
import org.junit.jupiter.api.Test;

/** The command that a refusal of a real agent names is one that answers. */
final class AgentRefusalTest {
    private static final Pattern COMMAND = Pattern.compile("to see why: attestry (.*)");

    @Test
    void theCommandThatAnAgentsRefusalNamesAnswers() {
        var settings = SettingsOptions.load(Sources.NONE.withFlag("attest.agent.listen", "127.0.0.1:0", "test"));
        var config = settings.read(AgentConfig::from);
        var attester = Attester.of("snp", "snp-report", 64, _ -> {
            throw new AssertionError("nobody asks for evidence");
        });
        try (var agent = AgentNode.start(config, AgentParts.with(config, attester))) {
            var refused = Recording.plain();
            assertThat(refused.run("attest", "--url", agent.url().toString())).isEqualTo(ExitCode.REFUSED);
            var command = COMMAND.matcher(refused.err());
            assertThat(command.find()).as(refused.err()).isTrue();
            var why = Recording.plain();
            assertThat(why.run(command.group(1).split(" ", -1))).isEqualTo(ExitCode.YES);
            assertThat(why.out()).contains("There is nothing here", "not-found");
        }
    }
}
