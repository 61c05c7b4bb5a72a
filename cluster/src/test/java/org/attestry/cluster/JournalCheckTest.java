package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.attestry.cluster.http.Role;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionActivated;
import org.attestry.persistence.rocksdb.RocksStore;
import org.attestry.persistence.rocksdb.RunningDamage;
import org.attestry.persistence.rocksdb.StoreProblem;
import org.attestry.persistence.rocksdb.StoreSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service that runs does not notice of its journal, a check of its folder tells. */
@Tag("integration")
final class JournalCheckTest {
    private static final String NODE = "TeeNode|default/web-1";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    @BeforeEach
    void aServiceThatRanAndStopped() {
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            assertThat(node.attestAs("the-request", "web-1").status()).isEqualTo(201);
            assertThat(node.attest("web-1").status()).isEqualTo(201);
        }
    }

    private JournalCheck.Findings check() throws IOException {
        return JournalCheck.run(data, Instant.now());
    }

    private static List<String> told(JournalCheck.Findings findings) {
        return findings.problems().stream().map(StoreProblem::problem).toList();
    }

    @Test
    void whatAServiceLeavesIsWhole() throws IOException {
        var findings = check();
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.found()).isZero();
        assertThat(findings.events()).isGreaterThan(6);
    }

    @ParameterizedTest(name = "all of {0}")
    @CsvSource({
        "names, is missing in the names",
        "index, is missing in the index",
        "fences, not kept as spent",
        "content, which is missing",
    })
    void whatAServiceStartsWithoutIsTold(String family, String told) throws Exception {
        new StoreDamage(data).take(family, _ -> true);
        try (var node = TestNode.startToday(data)) {
            assertThat(node.get("/v1/nodes", Role.ADMIN).status()).isEqualTo(200);
        }
        var findings = check();
        assertThat(told(findings)).isNotEmpty().allMatch(problem -> problem.contains(told));
        assertThat(findings.found()).isEqualTo(findings.problems().size());
    }

    @Test
    void theRecordThatOneLostNameHidesIsTold() throws Exception {
        new StoreDamage(data).take("names", "request:default/the-request"::equals);
        try (var node = TestNode.startToday(data)) {
            assertThat(node.get("/v1/audit/records/the-request", Role.ADMIN).status())
                    .isEqualTo(404);
        }
        assertThat(told(check()))
                .containsExactly("event 1 of " + NODE + " is missing in the names: request:default/the-request");
    }

    /** Each row by itself is whole: only the hash of the one before tells. */
    @Test
    void anEventThatBreaksTheHashChainIsToldAndNoneBehindIt() throws IOException {
        var policy = "Policy|default/default-snp";
        var settings = ConfigFactory.load().getConfig("attestry.rocksdb.store");
        long broken;
        try (var store = RocksStore.open(data.resolve("journal"), StoreSettings.from(settings), Clock.systemUTC())) {
            broken = store.reads().highestSequenceNr(policy).orElseThrow() + 1;
            var event = activated(new Link(policy, broken, Link.START));
            RunningDamage.append(store, policy, broken, event);
            var previous = Leaf.of(event).hash();
            RunningDamage.append(
                    store, policy, broken + 1, activated(new Link("Policy|default/other", broken + 1, previous)));
        }
        assertThat(told(check()))
                .containsExactly(
                        "event " + broken + " of " + policy + " breaks the hash chain",
                        "event " + (broken + 1) + " of " + policy + " says that it is one of Policy|default/other");
    }

    private static PolicyVersionActivated activated(Link link) {
        return new PolicyVersionActivated(link, Instant.now(), "r", 1);
    }
}
