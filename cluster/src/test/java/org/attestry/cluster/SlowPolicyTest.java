package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A policy that takes as long to compile as it likes is waited for by its own tenant's requests for it, and by nothing else. */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SlowPolicyTest {
    private static final String SLOW = """
            package attestry.policy
            # slow
            appraisal := {"trust_vector": {}, "findings": []}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();

    /** Whatever is slow waits until it is let go, or interrupted. */
    private AppraisalPolicy compile(String id, String source) throws PolicyRejected {
        if (source.contains("# slow")) {
            begun.incrementAndGet();
            try {
                held.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return AppraisalPolicy.compile(id, source);
    }

    private static CompletableFuture<TestNode.Reply> add(TestNode node, String name, String source) {
        return CompletableFuture.supplyAsync(
                () -> node.post("/v1/policies", Role.ADMIN, Map.of("name", name, "tee", "snp", "source", source)));
    }

    private static TestNode.Reply post(TestNode node, String path) {
        return node.send(node.request(path, Role.ADMIN).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static void withdrawTheGuest(TestNode node) {
        var withdrawn = node.post("/v1/baselines/snp/guests/1/withdraw", Role.ADMIN, Map.of("reason", "a debug build"));
        assertThat(withdrawn.status()).as(withdrawn.toString()).isEqualTo(200);
    }

    /** One more of one tenant than are compiled at once and may wait before them. */
    private static List<CompletableFuture<TestNode.Reply>> fill(TestNode node) {
        int room = Math.max(1, Runtime.getRuntime().availableProcessors() / 2) + 2;
        return IntStream.rangeClosed(0, room)
                .mapToObj(i -> add(node, "slow-" + i, SLOW + "# " + i))
                .toList();
    }

    private static CompletableFuture<TestNode.Reply> addForAnotherTenant(TestNode node) {
        var body = Map.of("name", "p", "tee", "snp", "source", "package attestry.policy\n# another");
        return CompletableFuture.supplyAsync(() -> node.postOf("other", "/v1/policies", body));
    }

    private static void assertOneIsRefused(TestNode node, List<CompletableFuture<TestNode.Reply>> adding) {
        CompletableFuture.anyOf(adding.toArray(CompletableFuture<?>[]::new)).join();
        var done = adding.stream().filter(CompletableFuture::isDone).toList();
        assertThat(done).hasSize(1);
        var refused = done.getFirst().join();
        node.assertRefused(refused, 503, "unavailable", "");
        assertThat(refused.headers()).containsKey("retry-after");
    }

    @Test
    void withdrawalsAndWhatAdministratorsAskDoNotWaitForIt() {
        try (var node = TestNode.startToday(data, this::compile)) {
            node.trustTheGuest();
            var granted = node.attest("guest");
            assertThat(granted.status()).isEqualTo(201);
            var adding = fill(node);
            assertOneIsRefused(node, adding);
            var another = addForAnotherTenant(node);
            withdrawTheGuest(node);
            assertThat(node.attest("guest").status()).isEqualTo(403);
            var id = granted.body().path("record").asText();
            for (var path : new String[] {
                "/v1/explanations/" + id, "/v1/audit/records/" + id, "/v1/nodes", "/v1/nodes/guest", "/v1/policies"
            }) assertThat(node.get(path, Role.ADMIN).status()).as(path).isEqualTo(200);
            assertOneIsRefused(node, adding);
            held.countDown();
            assertThat(CompletableFuture.allOf(adding.toArray(CompletableFuture<?>[]::new)))
                    .succeedsWithin(60, TimeUnit.SECONDS);
            assertThat(another.join().status()).isEqualTo(201);
        }
    }

    @Test
    void aStopDoesNotWaitForIt() {
        var node = TestNode.startToday(data, this::compile);
        var adding = add(node, "slow", SLOW);
        while (begun.get() == 0) Thread.onSpinWait();
        node.close();
        assertThat(held.getCount()).isEqualTo(1);
        assertThat(adding.join().status()).isEqualTo(503);
    }

    @Test
    void aPolicyThatWasAddedIsInForceAsSoonAsItIsActivated() {
        try (var node = TestNode.startToday(data, this::compile)) {
            node.trustTheGuest();
            held.countDown();
            assertThat(add(node, "slow", SLOW).join().status()).isEqualTo(201);
            assertThat(post(node, "/v1/policies/slow/1/activate").status()).isEqualTo(200);
            assertThat(node.attest("guest").status()).isNotEqualTo(503);
            assertThat(begun).hasValue(1);
        }
    }

    private static String large(int seed) {
        return IntStream.range(0, 4_000)
                .mapToObj(
                        i -> "r%d if {\n  input.claims.a%d == \"%d\"\n  some x in input.checks.passed\n  x == \"%d\"\n}"
                                .formatted(i, i, seed, i))
                .collect(Collectors.joining(
                        "\n",
                        "package attestry.policy\nappraisal := {\"trust_vector\": {}, \"findings\": []} if r1\n",
                        "\n"));
    }

    @Test
    void aNodeWithALargePolicyInForceStarts() throws Exception {
        try (var node = TestNode.startToday(data, this::compile)) {
            var body = Map.of("name", "large", "tee", "snp", "source", large(1));
            assertThat(node.postOf("other", "/v1/policies", body).status()).isEqualTo(201);
            assertThat(node.postOf("other", "/v1/policies/large/1/activate", Map.of())
                            .status())
                    .isEqualTo(200);
        }
        try (var node = TestNode.startToday(data, this::compile)) {
            node.trustTheGuest();
            while (node.attest("guest").status() == 503) Thread.sleep(10);
            assertThat(node.attest("guest").status()).isEqualTo(201);
            while (node.get(node.managementUrl() + "/health/ready", Role.PUBLIC).status() != 200) Thread.sleep(10);
        }
    }

    /** It takes as long as a start waits for policies. */
    @Test
    void aNodeWhosePoliciesAreNotCompiledInTimeStartsAndIsNotReady() throws Exception {
        try (var node = TestNode.startToday(data)) {
            assertThat(add(node, "slow", SLOW).join().status()).isEqualTo(201);
            assertThat(post(node, "/v1/policies/slow/1/activate").status()).isEqualTo(200);
        }
        try (var node = TestNode.startToday(data, this::compile)) {
            var ready = node.managementUrl() + "/health/ready";
            assertThat(node.get(ready, Role.PUBLIC).body().toString()).contains("policies in force are being compiled");
            assertThat(node.attest("guest").body().path("detail").asText()).contains("is being compiled");
            node.trustTheGuest();
            withdrawTheGuest(node);
            held.countDown();
            while (node.get(ready, Role.PUBLIC).status() != 200) Thread.sleep(10);
            assertThat(node.attest("guest").status()).isNotEqualTo(503);
        }
    }

    @Test
    void whatIsInForceAndNotCompiledYetLetsNothingElseServeInItsPlace() throws Exception {
        try (var node = TestNode.startToday(data)) {
            assertThat(add(node, "slow", SLOW).join().status()).isEqualTo(201);
        }
        try (var node = TestNode.startToday(data, this::compile)) {
            node.trustTheGuest();
            assertThat(node.attest("guest").status()).isEqualTo(201);
            assertThat(post(node, "/v1/policies/slow/1/activate").status()).isEqualTo(200);
            var refused = node.attest("guest");
            node.assertRefused(refused, 503, "unavailable", "");
            assertThat(refused.headers()).containsKey("retry-after");
            assertThat(refused.body().path("detail").asText()).contains("is being compiled");
            assertThat(node.get("/v1/policies", Role.ADMIN).body().toString())
                    .contains("\"state\":\"active\"")
                    .contains("slow");
            assertThat(node.get(node.managementUrl() + "/health/ready", Role.PUBLIC)
                            .status())
                    .isEqualTo(200);
            held.countDown();
            while (node.attest("guest").status() == 503) Thread.sleep(10);
            assertThat(begun).hasValue(1);
        }
    }
}
