package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.attestry.appraisal.Baseline;
import org.attestry.cluster.keyring.KeyKeeper;
import org.attestry.cluster.keyring.KeyRoot;
import org.attestry.verifier.crypto.Cryptos;
import org.attestry.verifier.snp.SnpVerifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a node needs is in force when bootstrap returns, and nothing is added twice. */
@Timeout(30)
final class BootstrapTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final KeyRoot root = KeyRoot.ephemeral(random);
    private final FakeCluster cluster = new FakeCluster(root);
    private CompletionStage<?> compiled = CompletableFuture.completedStage(true);

    private void run(Duration patience) {
        var clock = InstantSource.fixed(NOW);
        var spans = new KeyKeeper.Spans(HOUR, Duration.ofMinutes(10), Duration.ofMinutes(5));
        var keys = new KeyKeeper(root, random, new BouncyCastleProvider(), clock, spans, cluster::offer);
        var policies = new DefaultPolicies(cluster, cluster, clock);
        new Bootstrap(cluster::refresh, _ -> compiled, keys, policies, cluster, patience)
                .run(List.of(new SnpVerifier(Cryptos.bouncyCastle())), List.of("default", "other"));
    }

    @Test
    void keysForNoncesAndTokensAreInForce() {
        run(HOUR);
        assertThat(cluster.current().keys().macAt(NOW)).isPresent();
        assertThat(cluster.current().keys().signingAt(NOW)).isPresent();
    }

    @Test
    void theEmptyBaselineOfEachTeeIsKeptSinceReplayHasToFindIt() {
        run(HOUR);
        var empty = Baseline.empty("snp").encoded();
        assertThat(cluster.getNow(empty.sha256()).octetsOrThrow()).isEqualTo(empty);
    }

    @Test
    void eachTenantHasTheShippedPolicyInForceAndItsSourceIsKept() {
        run(HOUR);
        for (var tenant : List.of("default", "other")) {
            var active = cluster.current().policyFor(tenant, "snp").orElseThrow();
            assertThat(active.version().name()).isEqualTo("default-snp");
            var source = cluster.getNow(active.version().digest()).octetsOrThrow();
            assertThat(new String(source.toArray(), StandardCharsets.UTF_8)).contains("package attestry.policy");
        }
    }

    @Test
    void everyStepBuildsOnWhatTheOneBeforeBroughtIntoForce() {
        run(HOUR);
        assertThat(cluster.log())
                .containsExactly(
                        "read",
                        "key nonce-mac",
                        "key token-signing",
                        "keep",
                        "keep",
                        "read and announce",
                        "policy default",
                        "policy other",
                        "read and announce");
    }

    @Test
    void aSecondStartAddsNeitherKeysNorPolicies() {
        run(HOUR);
        cluster.log().clear();
        run(HOUR);
        assertThat(cluster.log()).containsExactly("read", "keep", "keep", "read and announce", "read and announce");
    }

    @Test
    void aTenantThatHasAPolicyKeepsIt() {
        var _ = cluster.activate("r", "default", "default-snp", 1, NOW);
        cluster.log().clear();
        run(HOUR);
        assertThat(cluster.log()).contains("policy other").doesNotContain("policy default");
    }

    @Test
    void aTenantWhosePolicyNoLongerCompilesGetsNoOtherInItsPlace() {
        var _ = cluster.activate("r", "default", "mine", 1, NOW);
        cluster.log().clear();
        cluster.compileNothing();
        run(HOUR);
        assertThat(cluster.log()).contains("policy other").doesNotContain("policy default");
        assertThat(cluster.current().policyFor("default", "snp")).isEmpty();
    }

    @Test
    void aTenantWhosePoliciesNobodyCanReadGetsNoOtherInTheirPlace() {
        cluster.damagePolicyOf("default");
        run(HOUR);
        assertThat(cluster.log()).contains("policy other").doesNotContain("policy default");
        assertThat(cluster.current().policyFor("default", "snp")).isEmpty();
    }

    @Test
    void anEntityThatIsSlowToAnswerIsAskedAgain() {
        cluster.slowFor(2);
        run(HOUR);
        assertThat(cluster.current().keys().signingAt(NOW)).isPresent();
    }

    @Test
    void anEntityThatNeverAnswersEndsTheStart() {
        cluster.slowFor(Integer.MAX_VALUE);
        assertThatThrownBy(() -> run(Duration.ofMillis(50)))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void policiesThatTakeLongToCompileDoNotEndTheStart() {
        compiled = CompletableFuture.failedStage(new TimeoutException("still compiling"));
        run(Duration.ofMillis(50));
        assertThat(cluster.log()).endsWith("read and announce");
    }

    @Test
    void anyOtherFailureEndsTheStartAtOnce() {
        cluster.breakDown(new IllegalStateException("the wrong root"));
        assertThatThrownBy(() -> run(HOUR)).hasRootCauseMessage("the wrong root");
        assertThat(cluster.log()).containsExactly("read");
    }
}
