package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.policy.PolicyVersion;
import org.junit.jupiter.api.Test;

final class ActivePoliciesTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final ActivePolicies active = new ActivePolicies();

    private void add(String tenant, String name, Instant since) {
        active.add(new PolicyVersion("request-1", tenant, "snp", name, 1, Bytes.EMPTY), since);
    }

    private Map<String, Catalog.ActivePolicy> serving() {
        return active.compiled(ActivePoliciesTest::compile);
    }

    private void assertServes(String name) {
        assertThat(serving())
                .hasEntrySatisfying(
                        "default/snp",
                        policy -> assertThat(policy.version().name()).isEqualTo(name));
    }

    /** As this release does, which refuses what "old" compares. */
    private static AppraisalPolicy compile(PolicyVersion version) throws PolicyRejected {
        var type = version.name().equals("old") ? "1 == \"a text\"" : "true";
        return AppraisalPolicy.compile(version.name() + "@1", """
                package attestry.policy
                appraisal := {"trust_vector": {}, "findings": []} if %s
                """.formatted(type));
    }

    @Test
    void theOneActivatedLastServesAndOfTwoInOneInstantTheFirst() {
        add("default", "early", NOON);
        add("default", "late", NOON.plusSeconds(1));
        add("default", "later-by-name", NOON.plusSeconds(1));
        assertServes("late");
    }

    @Test
    void oneThatNoLongerCompilesServesNobodyAndNoneTakesItsPlace() {
        add("default", "good", NOON);
        add("default", "old", NOON.plusSeconds(1));
        assertThat(serving()).isEmpty();
    }

    @Test
    void itStopsNoOtherTenant() {
        add("default", "old", NOON);
        add("other", "good", NOON);
        assertThat(serving()).containsOnlyKeys("other/snp");
    }

    @Test
    void onePutInItsPlaceServes() {
        add("default", "old", NOON);
        add("default", "renewed", NOON.plusSeconds(1));
        assertServes("renewed");
    }
}
