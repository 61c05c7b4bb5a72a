package org.attestry.cluster.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.attestry.appraisal.AppraisalPolicy;
import org.attestry.appraisal.PolicyRejected;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.policy.CompiledPolicies.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each source is compiled once; what waits is bounded, and nobody waits for it longer than he wants to. */
@Timeout(30)
final class CompiledPoliciesTest {
    private static final Bytes GOOD = source("true");
    private static final Bytes OTHER = source("1 == 1");
    private static final Bytes BAD = source("1 == \"a text\"");

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final List<String> compiled = new ArrayList<>();
    private final CompilePool pool = new CompilePool(1, 1);
    private final CompiledPolicies policies = new CompiledPolicies(pool, this::compile);
    private final CompiledPolicies slow = new CompiledPolicies(pool, this::compileSlowly);

    private static Bytes source(String condition) {
        return Bytes.utf8("package attestry.policy\nappraisal := {} if " + condition);
    }

    private AppraisalPolicy compile(String id, String source) throws PolicyRejected {
        compiled.add(source);
        return AppraisalPolicy.compile(id, source);
    }

    private AppraisalPolicy compileSlowly(String id, String source) throws PolicyRejected {
        begun.countDown();
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new PolicyRejected(List.of(new PolicyRejected.Fault("", "compile was interrupted", "", 0, 0)));
        }
        return compile(id, source);
    }

    @AfterEach
    void stop() {
        held.countDown();
        pool.close();
    }

    private static Outcome outcome(CompletionStage<Outcome> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void assertRefused(CompletionStage<?> stage, String words) {
        Assertions.assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .asInstanceOf(type(Problem.Refusal.class))
                .extracting(Problem.Refusal::problem)
                .satisfies(problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
                    assertThat(problem.detail()).contains(words);
                    assertThat(problem.retryAfter()).isPresent();
                });
    }

    @Test
    void aSourceIsCompiledOnceWhoeverBringsIt() {
        assertThat(policies.known(GOOD.sha256())).isEmpty();
        assertThat(outcome(policies.compile("default", GOOD))).isInstanceOf(Outcome.Compiled.class);
        assertThat(outcome(policies.compile("default", GOOD))).isInstanceOf(Outcome.Compiled.class);
        assertThat(outcome(policies.compileInForce(GOOD.sha256(), () -> GOOD))).isInstanceOf(Outcome.Compiled.class);
        assertThat(policies.known(GOOD.sha256())).isPresent();
        assertThat(compiled).hasSize(1);
    }

    @Test
    void whatDoesNotCompileIsKnownTooAndNamesNoPolicy() {
        assertThat(outcome(policies.compile("default", BAD)))
                .asInstanceOf(type(Outcome.Rejected.class))
                .satisfies(rejected -> assertThat(rejected.why().faults())
                        .extracting(PolicyRejected.Fault::file)
                        .containsOnly("policy.rego"));
        assertThat(outcome(policies.compile("default", BAD))).isInstanceOf(Outcome.Rejected.class);
        assertThat(compiled).hasSize(1);
    }

    @Test
    void whoBringsWhatIsBeingCompiledWaitsForTheSame() throws InterruptedException {
        var first = slow.compile("default", GOOD);
        begun.await();
        var second = slow.compile("default", GOOD);
        assertThat(first.toCompletableFuture().cancel(false)).isTrue();
        held.countDown();
        assertThat(outcome(second)).isInstanceOf(Outcome.Compiled.class);
        assertThat(compiled).hasSize(1);
    }

    @Test
    void beyondWhatMayWaitRequestsAreRefusedAndWhatIsInForceIsNot() throws InterruptedException {
        var running = slow.compile("default", GOOD);
        begun.await();
        var waiting = slow.compile("default", OTHER);
        assertRefused(slow.compile("default", BAD), "too many policies wait to be compiled");
        var inForce = slow.compileInForce(BAD.sha256(), () -> BAD);
        held.countDown();
        assertThat(outcome(running)).isInstanceOf(Outcome.Compiled.class);
        assertThat(outcome(waiting)).isInstanceOf(Outcome.Compiled.class);
        assertThat(outcome(inForce)).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void aTenantIsRefusedAtItsShareOfWhatMayWaitAndNoOtherIs() throws InterruptedException {
        try (var shared = new CompilePool(1, 8)) {
            var many = new CompiledPolicies(shared, this::compileSlowly);
            var taken = new ArrayList<>(List.of(many.compile("default", GOOD)));
            begun.await();
            taken.add(many.compile("default", OTHER));
            taken.add(many.compile("default", BAD));
            assertRefused(many.compile("default", source("2 == 2")), "too many policies wait to be compiled");
            taken.add(many.compile("default", BAD));
            taken.add(many.compile("other", source("2 == 2")));
            taken.add(many.compile("default", source("2 == 2")));
            held.countDown();
            assertThat(taken).allSatisfy(stage -> assertThat(outcome(stage)).isNotNull());
            assertThat(outcome(many.compile("default", source("3 == 3")))).isInstanceOf(Outcome.Compiled.class);
        }
    }

    @Test
    void aStopInterruptsWhatIsUnderWayAndRefusesWhatWaits() throws InterruptedException {
        var running = slow.compile("default", GOOD);
        begun.await();
        var waiting = slow.compile("default", OTHER);
        pool.close();
        assertRefused(running, "this node stops");
        assertRefused(waiting, "this node stops");
        assertRefused(slow.compile("default", BAD), "this node stops");
    }

    @Test
    void whatCannotBeReadFailsAndIsTriedAgain() {
        var unread = policies.compileInForce(GOOD.sha256(), () -> {
            throw new IllegalStateException("not read");
        });
        assertThat(unread.toCompletableFuture()).failsWithin(10, TimeUnit.SECONDS);
        assertThat(outcome(policies.compileInForce(GOOD.sha256(), () -> GOOD))).isInstanceOf(Outcome.Compiled.class);
    }

    @Test
    void whatIsNeitherInForceNorUsedLatelyIsForgotten() {
        policies.inForce(Set.of(GOOD.sha256()));
        var _ = outcome(policies.compile("default", GOOD));
        var _ = outcome(policies.compile("default", OTHER));
        for (int i = 0; i < 5; i++) {
            var large = Bytes.utf8("package attestry.policy\n# " + "x".repeat(300_000) + i);
            var _ = outcome(policies.compile("default", large));
        }
        assertThat(policies.known(GOOD.sha256())).isPresent();
        assertThat(policies.known(OTHER.sha256())).isEmpty();
    }
}
