package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.attestry.persistence.rocksdb.RunningDamage;
import org.attestry.verifier.ReportBinding;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is damaged of the baselines and policies of one tenant, at a start or while a node runs: that tenant is told so, gets no token, and
 * nobody else notices.
 */
@Tag("integration")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DamagedCatalogTest {
    private static final String THEIRS = "other";
    private static final String POLICY = "Policy|other/own";
    private static final String BASELINE = "Baseline|other/snp/mine";
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final String SOURCE = """
            package attestry.policy
            appraisal := {"trust_vector": {"hardware": 2}, "findings": []}
            """;

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

    /** What is damaged: of which entity, and whether it is what an event of it names or an event itself. */
    enum What {
        POLICY_EVENT(POLICY, false, false),
        BASELINE_EVENT(BASELINE, false, false),
        POLICY_SOURCE(POLICY, true, false),
        BASELINE_DOCUMENT(BASELINE, true, false),
        MISSING_SOURCE(POLICY, true, true),
        MISSING_DOCUMENT(BASELINE, true, true);

        private final String entity;
        private final boolean content;
        private final boolean missing;

        What(String entity, boolean content, boolean missing) {
            this.entity = entity;
            this.content = content;
            this.missing = missing;
        }

        private String type() {
            return entity.substring(0, entity.indexOf('|'));
        }
    }

    private static Map<String, Object> baseline() {
        var values = Map.of("measurement", List.of(SimulatedSnp.MEASUREMENT.hex()));
        return Map.of("name", "mine", "tee", "snp", "values", values);
    }

    private static Map<String, Object> policy(String name) {
        return Map.of("name", name, "tee", "snp", "source", SOURCE);
    }

    /** Their own policy and baseline, of version 1. */
    private static Bytes add(TestNode node, What what) {
        assertThat(node.postOf(THEIRS, "/v1/policies", policy("own")).status()).isEqualTo(201);
        var added = node.postOf(THEIRS, "/v1/baselines", baseline());
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
        return what.entity.equals(POLICY)
                ? Bytes.utf8(SOURCE).sha256()
                : Bytes.fromHex(added.body().path("digest").asText());
    }

    private static void activate(TestNode node) {
        assertThat(List.of(post(node, "/v1/policies/own/1/activate"), post(node, "/v1/baselines/snp/mine/1/activate")))
                .extracting(TestNode.Reply::status)
                .containsOnly(200);
    }

    private static TestNode.Reply post(TestNode node, String path) {
        return node.send(asTheirs(node, path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder asTheirs(TestNode node, String path) {
        return node.request(path, Role.PUBLIC).header("Authorization", "Bearer " + node.key(THEIRS, Role.ADMIN));
    }

    private void spoil(What what, Bytes content) throws Exception {
        Predicate<String> row = what.content
                ? new String(content.toArray(), ISO_8859_1)::equals
                : (what.entity + "\0\0\0\0\0\0\0\0\3")::equals;
        if (what.missing) new StoreDamage(data).take("content", row);
        else new StoreDamage(data).spoil(what.content ? "content" : "events", row);
    }

    /** The tenant is served by a node that stops then; tells what {@code what} has for a content. */
    private Bytes served(What what) {
        try (var node = TestNode.startToday(data)) {
            var content = add(node, what);
            activate(node);
            assertThat(theirs(node).status()).isEqualTo(201);
            activate(node); // so that the journal ends with what is damaged
            return content;
        }
    }

    /** A node that finds {@code what} damaged when it starts. */
    private TestNode startedAfterDamage(What what) throws Exception {
        spoil(what, served(what));
        return TestNode.startToday(data);
    }

    /** A node that finds {@code what} damaged when it reads the catalog anew: what is in force names it only since, or it came since. */
    private TestNode damagedSinceItStarted(What what) throws Exception {
        Bytes content;
        try (var node = TestNode.startToday(data)) {
            content = add(node, what);
            if (!what.content) activate(node);
        }
        if (what.content) spoil(what, content);
        var node = TestNode.startToday(data);
        if (what.content) activate(node);
        else RunningDamage.append(node.store(), what.entity, 3);
        return node;
    }

    private static TestNode.Reply theirs(TestNode node) {
        var challenge = node.postOf(THEIRS, "/v1/challenges", Map.of("node", "theirs"));
        var nonce = Bytes.fromBase64Url(challenge.body().path("nonce").asText());
        var evidence = node.guest.attest(ReportBinding.of(64, nonce, Bytes.EMPTY));
        return node.postOf(THEIRS, "/v1/evidence", node.submission("theirs", nonce, evidence));
    }

    private static void assertDamaged(TestNode node, TestNode.Reply refused) {
        node.assertRefused(refused, 500, "damaged", "");
        assertThat(refused.headers()).doesNotContainKey("retry-after");
    }

    /** As {@code damaged}: the entity itself, of which no version is known, or the version whose content is. */
    private static void assertListed(TestNode node, What what) {
        var list = what.entity.equals(POLICY) ? "policies" : "baselines";
        var name = what.entity.substring(what.entity.lastIndexOf('/') + 1);
        var items = node.send(asTheirs(node, "/v1/" + list).GET()).body().path(list);
        var item = StreamSupport.stream(items.spliterator(), false)
                .filter(each -> each.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
        var damaged = what.content ? item.path("versions").path(0) : item;
        assertThat(damaged.path("state").asText()).as(item.toString()).isEqualTo("damaged");
        assertNothingIsCalledActive(node);
        assertTheDefaultIsCalledSuperseded(node, what);
    }

    /** Another was activated since, in force or not; nobody can tell that where the events of that one are what cannot be read. */
    private static void assertTheDefaultIsCalledSuperseded(TestNode node, What what) {
        var items = node.send(asTheirs(node, "/v1/policies").GET()).body().path("policies");
        var states = StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("name").asText().equals("default-snp"))
                .map(item -> item.path("versions").path(0).path("state").asText())
                .toList();
        assertThat(states).containsExactly(what == What.POLICY_EVENT ? "suspended" : "superseded");
    }

    private static void assertNothingIsCalledActive(TestNode node) {
        for (var list : List.of("policies", "baselines")) {
            var listed = node.send(asTheirs(node, "/v1/" + list).GET()).body().path(list);
            assertThat(listed.findValuesAsText("state")).as(listed.toString()).doesNotContain("active");
        }
    }

    /** The other tenant is served, and what it withdraws counts no more. */
    private static void assertOthersGoOn(TestNode node) {
        node.trustTheGuest();
        var attested = node.attest("guest");
        assertThat(attested.status()).as(attested.body().toString()).isEqualTo(201);
        var withdrawn = node.post("/v1/baselines/snp/guests/1/withdraw", Role.ADMIN, Map.of());
        assertThat(withdrawn.status()).as(withdrawn.body().toString()).isEqualTo(200);
        node.assertRefused(node.attest("guest"), 403, "appraisal-contraindicated", "baseline_is_in_force");
        assertThat(node.get(node.managementUrl() + "/health/ready", Role.PUBLIC).status())
                .isEqualTo(200);
    }

    private void assertToldOnce(TestNode node, What what) {
        assertThat(logged.toString(UTF_8).lines().filter(line -> line.contains(what.entity + " ")))
                .singleElement()
                .asString()
                .contains("ERROR", "is damaged");
        assertThat(node.get(node.managementUrl() + "/metrics", Role.PUBLIC)
                        .body()
                        .asText())
                .contains("attestry_recovery_failures_total{entity=\"" + what.type() + "\"} 1.0");
    }

    @ParameterizedTest
    @EnumSource
    void isTheMatterOfItsTenantAloneAtAStart(What what) throws Exception {
        try (var node = startedAfterDamage(what)) {
            assertDamaged(node, theirs(node));
            assertOthersGoOn(node);
            assertDamaged(node, theirs(node));
            assertToldOnce(node, what);
            assertListed(node, what);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isTheMatterOfItsTenantAloneOnANodeThatRuns(What what) throws Exception {
        try (var node = damagedSinceItStarted(what)) {
            assertOthersGoOn(node);
            assertDamaged(node, theirs(node));
            assertToldOnce(node, what);
            assertListed(node, what);
        }
    }

    @Test
    void whatAnEntityIsAskedWhoseEventsAreDamagedIsAnsweredAtOnceAndTheOthersAreServed() throws Exception {
        spoil(What.POLICY_EVENT, served(What.POLICY_EVENT));
        spoil(What.BASELINE_EVENT, Bytes.EMPTY);
        try (var node = TestNode.startToday(data)) {
            long begun = System.nanoTime();
            assertDamaged(node, post(node, "/v1/policies/own/1/activate"));
            assertDamaged(node, node.postOf(THEIRS, "/v1/policies", policy("own")));
            assertDamaged(node, post(node, "/v1/baselines/snp/mine/1/activate"));
            assertDamaged(node, node.postOf(THEIRS, "/v1/baselines/snp/mine/1/withdraw", Map.of()));
            assertDamaged(node, node.postOf(THEIRS, "/v1/baselines", baseline()));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
            assertThat(node.postOf(THEIRS, "/v1/policies", policy("another")).status())
                    .isEqualTo(201);
            assertToldOnce(node, What.POLICY_EVENT);
            assertToldOnce(node, What.BASELINE_EVENT);
        }
    }

    @Test
    void whatNamesADamagedContentIsPutOutOfForceByItsTenant() throws Exception {
        try (var node = startedAfterDamage(What.BASELINE_DOCUMENT)) {
            assertThat(node.postOf(THEIRS, "/v1/baselines/snp/mine/1/withdraw", Map.of())
                            .status())
                    .isEqualTo(200);
            assertThat(theirs(node).status()).isEqualTo(201);
        }
    }
}
