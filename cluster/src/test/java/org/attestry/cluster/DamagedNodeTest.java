package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose events are damaged: told of at once, logged and counted once, and alone in it. */
@Tag("integration")
final class DamagedNodeTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @BeforeEach
    void watch() {
        System.setOut(new PrintStream(logged, true, UTF_8));
    }

    @AfterEach
    void watchNoMore() {
        System.setOut(out);
    }

    /** A service that knows the nodes {@code damaged} and {@code whole}, the second event of the first of which is spoilt. */
    private TestNode afterDamage() throws Exception {
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            for (var name : new String[] {"damaged", "damaged", "damaged", "whole"}) {
                assertThat(node.attest(name).status()).isEqualTo(201);
            }
        }
        var second = "TeeNode|default/damaged\0\0\0\0\0\0\0\0\2";
        new StoreDamage(data).spoil("events", second::equals);
        return TestNode.startToday(data);
    }

    private static Map<String, String> standings(JsonNode list) {
        var standings = new HashMap<String, String>();
        for (var item : list.path("nodes")) {
            standings.put(item.path("node").asText(), item.path("standing").asText());
        }
        return standings;
    }

    @Test
    void itIsToldOfAtOnceLoggedAndCountedOnceAndTheOthersGoOn() throws Exception {
        try (var node = afterDamage()) {
            long begun = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                var refused = node.attest("damaged");
                node.assertRefused(refused, 500, "damaged", "");
                assertThat(refused.headers()).doesNotContainKey("retry-after");
                assertThat(refused.body().path("detail").asText()).contains("node damaged");
            }
            node.assertRefused(node.get("/v1/nodes/damaged", Role.ADMIN), 500, "damaged", "");
            var list = node.get("/v1/nodes", Role.ADMIN);
            assertThat(standings(list.body())).isEqualTo(Map.of("damaged", "damaged", "whole", "trusted"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
            assertThat(node.attest("whole").status()).isEqualTo(201);
            assertThat(logged.toString(UTF_8).lines().filter(line -> line.contains("TeeNode|default/damaged")))
                    .singleElement()
                    .asString()
                    .contains("ERROR", "event 2");
            var metrics = node.get(node.managementUrl() + "/metrics", Role.PUBLIC)
                    .body()
                    .asText();
            assertThat(metrics).contains("attestry_recovery_failures_total{entity=\"TeeNode\"} 1.0");
        }
    }
}
