package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.policy.CompiledPolicies.Outcome;
import org.attestry.cluster.policy.PolicyVersion;
import org.junit.jupiter.api.Test;

final class ActivePoliciesTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final ActivePolicies active = new ActivePolicies();

    private void add(String tenant, String name, Instant since) {
        active.add(new PolicyVersion("request-1", tenant, "snp", name, 1, Bytes.utf8(name)), since);
    }

    private Map<String, Catalog.ActivePolicy> serving() {
        return active.given(ActivePoliciesTest::outcome).serving();
    }

    private void assertServes(String name) {
        assertThat(serving())
                .hasEntrySatisfying(
                        "default/snp",
                        policy -> assertThat(policy.version().name()).isEqualTo(name));
    }

    /** As of this release, which refuses what "old" compares; "new" was not compiled yet. */
    private static Optional<Outcome> outcome(Bytes digest) {
        if (digest.equals(Bytes.utf8("new"))) return Optional.empty();
        var type = digest.equals(Bytes.utf8("old")) ? "1 == \"a text\"" : "true";
        try {
            return Optional.of(new Outcome.Compiled(AppraisalPolicy.compile("policy", """
                    package attestry.policy
                    appraisal := {"trust_vector": {}, "findings": []} if %s
                    """.formatted(type))));
        } catch (PolicyRejected e) {
            return Optional.of(new Outcome.Rejected(e));
        }
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
    void oneThatIsNotCompiledYetServesNobodyAndNoneStandsInForIt() {
        add("default", "good", NOON);
        add("default", "new", NOON.plusSeconds(1));
        add("other", "good", NOON);
        assertThat(serving()).containsOnlyKeys("other/snp");
        assertThat(active.given(ActivePoliciesTest::outcome).compiling())
                .hasEntrySatisfying(
                        "default/snp", version -> assertThat(version.name()).isEqualTo("new"));
    }

    @Test
    void whatServesBearsItsOwnNameThoughItsSourceWasCompiledForAnother() {
        add("default", "good", NOON);
        assertThat(serving().values())
                .extracting(serving -> serving.compiled().id())
                .containsExactly("good@1");
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
