package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy in force whose source is missing or damaged serves nobody, and nobody else's policy nor the node waits for it. */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnreadPolicyTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private static String source(String tenant) {
        return "package attestry.policy\n# of " + tenant + "\nappraisal := {\"trust_vector\": {}, \"findings\": []}\n";
    }

    /** {@code tenant} has a policy in force whose source is {@code missing} by now, or damaged. */
    private void activate(String tenant, boolean missing) throws Exception {
        var body = Map.of("name", "own", "tee", "snp", "source", source(tenant));
        try (var node = TestNode.startToday(data)) {
            assertThat(node.postOf(tenant, "/v1/policies", body).status()).isEqualTo(201);
            assertThat(node.postOf(tenant, "/v1/policies/own/1/activate", Map.of())
                            .status())
                    .isEqualTo(200);
        }
        var row = new String(Bytes.utf8(source(tenant)).sha256().toArray(), ISO_8859_1);
        if (missing) new StoreDamage(data).take("content", row::equals);
        else new StoreDamage(data).spoil("content", row::equals);
    }

    private static void assertReady(TestNode node) {
        var ready = node.get(node.managementUrl() + "/health/ready", Role.PUBLIC);
        assertThat(ready.status()).as(ready.body().toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void neitherTheNodeNorAnotherTenantWaitsForIt(boolean missing) throws Exception {
        activate("other", missing);
        long begun = System.nanoTime();
        try (var node = TestNode.startToday(data)) {
            assertThat(System.nanoTime() - begun).isLessThan(25_000_000_000L);
            assertReady(node);
            node.trustTheGuest();
            assertThat(node.attest("guest").status()).isEqualTo(201);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itsTenantIsRefused(boolean missing) throws Exception {
        activate("default", missing);
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            var refused = node.attest("guest");
            node.assertRefused(refused, 500, "damaged", "");
            assertThat(refused.body().path("detail").asText()).contains("policy own", "SHA-256");
            assertReady(node);
        }
    }
}
