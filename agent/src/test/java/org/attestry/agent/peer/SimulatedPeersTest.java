package org.attestry.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.attestry.agent.TestAgent;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.peer.PeerResult.Why;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Check;
import org.attestry.verifier.snp.Product;
import org.attestry.verifier.snp.SnpVerifier;
import org.attestry.verifier.testing.FakeAmd;
import org.attestry.verifier.testing.FakeAmdKeys;
import org.attestry.verifier.testing.SimulatedSnp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two agents on simulated SEV-SNP guests of one fake vendor, with the product's own verifier. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedPeersTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final FakeAmd vendor =
            new FakeAmd(Product.MILAN, FakeAmdKeys.shared(FakeAmdKeys.QUICK, RANDOM), Instant.now());
    private final Bytes changed = Bytes.utf8("a changed guest").sha384();
    private final TestAgent a = agent(SimulatedSnp.on(vendor, RANDOM), Set.of(Check.REVOCATION));
    private final TestAgent b = agent(SimulatedSnp.on(vendor, RANDOM), Set.of(Check.REVOCATION));

    @AfterAll
    void stop() {
        a.close();
        b.close();
    }

    private TestAgent agent(SimulatedSnp guest, Set<Check> mayBeWaived) {
        var attester = Attester.of("snp", "snp-report", 64, guest::attest);
        var required = Map.of("measurement", Set.of(SimulatedSnp.MEASUREMENT.hex()), "policy.debug", Set.of("false"));
        return TestAgent.peerToPeer(
                attester, vendor.trusted(), new SnpVerifier(), new PeerRules(new TreeMap<>(required), mayBeWaived));
    }

    @Test
    void twoGuestsBelieveEachOther() {
        assertThat(a.node.attestPeer(b.url()))
                .isInstanceOfSatisfying(
                        PeerResult.Trusted.class,
                        trusted -> assertThat(trusted.session().verdict().passed())
                                .contains(Check.FRESHNESS, Check.SIGNATURE, Check.CHAIN));
        assertThat(b.believed).isNotEmpty();
    }

    @Test
    void aChangedGuestIsGenuineAndNotWanted() {
        try (var c = agent(SimulatedSnp.on(vendor, RANDOM).withMeasurement(changed), Set.of(Check.REVOCATION))) {
            assertRefused(a.node.attestPeer(c.url()), Why.CLAIMS);
            assertRefused(c.node.attestPeer(b.url()), Why.DECLINED);
        }
    }

    @Test
    void aGuestThatTheHostMayDebugIsNotWanted() {
        try (var c = agent(SimulatedSnp.on(vendor, RANDOM).debuggable(), Set.of(Check.REVOCATION))) {
            assertRefused(a.node.attestPeer(c.url()), Why.CLAIMS);
        }
    }

    @Test
    void aCheckThatCouldNotRunIsMissedUnlessTheRulesAllowIt() {
        try (var c = agent(SimulatedSnp.on(vendor, RANDOM), Set.of())) {
            assertThat(c.node.attestPeer(b.url())).isInstanceOfSatisfying(PeerResult.Refused.class, refused -> {
                assertThat(refused.why()).isEqualTo(Why.CLAIMS);
                assertThat(refused.detail()).contains("revocation");
            });
        }
    }

    @Test
    void aGuestOfAnotherVendorIsNotGenuine() {
        var other = new FakeAmd(Product.MILAN, FakeAmdKeys.generate(FakeAmdKeys.QUICK, RANDOM), Instant.now());
        try (var c = agent(SimulatedSnp.on(other, RANDOM), Set.of(Check.REVOCATION))) {
            assertRefused(a.node.attestPeer(c.url()), Why.EVIDENCE);
        }
    }

    private static void assertRefused(PeerResult result, Why why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        PeerResult.Refused.class,
                        refused ->
                                assertThat(refused.why()).as(refused.detail()).isEqualTo(why));
    }
}
