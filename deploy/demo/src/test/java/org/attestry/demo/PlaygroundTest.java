package org.attestry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.ProofKey;
import org.attestry.cli.Cli;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service answers is what its agent hands out. */
@Tag("integration")
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlaygroundTest {
    private final Playground ground;

    PlaygroundTest(@TempDir Path folder) {
        ground = Playground.start(folder.resolve("data"), "127.0.0.1:0", "127.0.0.1:0");
        ground.expectTheGuest();
    }

    @AfterEach
    void stop() {
        ground.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "attestry-agent"})
    void theAgentIsAskedForATokenForAnyAudience(String audience) {
        var out = new StringWriter();
        var console = new Console(new PrintWriter(out), new PrintWriter(out), Map.of(), false, Clock.systemUTC());
        var exit =
                new Cli(console).run(List.of("attest", "--url", ground.agentUrl(), "--audience", audience, "--token"));
        assertThat(exit).as(out.toString()).isEqualTo(ExitCode.YES);
        assertThat(out.toString().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    @Test
    void aTokenNamesTheKeyThatWasShown() {
        JsonNode key = BoundKey.of(ProofKey.generate(new SecureRandom())).jwk();
        var request = Json.object().put("audience", "shop");
        request.set("key", key);
        assertThat(ground.agent()
                        .post(request, "v1", "attestations")
                        .path("token")
                        .asText())
                .isNotEmpty();
    }
}
