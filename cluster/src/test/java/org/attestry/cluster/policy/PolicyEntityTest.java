package org.attestry.cluster.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.policy.PolicyEntity.Command;
import org.attestry.cluster.policy.PolicyEntity.Reply;
import org.attestry.persistence.events.PolicyEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request adds one version of a policy however often it comes, also after a restart. */
final class PolicyEntityTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456789Z");
    private static final Config CONFIG = EventSourcedBehaviorTestKit.config()
            .withFallback(ConfigFactory.parseResources("attestry-pekko.conf").withoutPath("pekko.persistence"))
            .withFallback(ConfigFactory.load())
            .resolve();
    private static final ActorTestKit ACTORS = ActorTestKit.create("policy-entity-test", CONFIG);

    private EventSourcedBehaviorTestKit<Command, PolicyEvent, PolicyEntity.State> entity;

    @BeforeEach
    void twoVersions() {
        entity = EventSourcedBehaviorTestKit.create(
                ACTORS.system(),
                PolicyEntity.create("default/strict", new FoundDamage(_ -> {})),
                // It takes no snapshots, so that its state is never written.
                EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));
        add("request-1", "snp", "one");
        add("request-2", "snp", "two");
    }

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    private CommandResultWithReply<Command, PolicyEvent, PolicyEntity.State, Reply> add(
            String requestId, String tee, String source) {
        return entity.runCommand((ActorRef<Reply> replyTo) -> new Command.Add(
                requestId, "default", tee, "strict", Bytes.utf8(source).sha256(), AT, replyTo));
    }

    private CommandResultWithReply<Command, PolicyEvent, PolicyEntity.State, Reply> activate(
            String requestId, int version) {
        return entity.runCommand((ActorRef<Reply> replyTo) -> new Command.Activate(requestId, version, AT, replyTo));
    }

    private static Reply.Done done(String requestId, String source, int version, boolean active) {
        var digest = Bytes.utf8(source).sha256();
        return new Reply.Done(new PolicyVersion(requestId, "default", "snp", "strict", version, digest), active);
    }

    @ParameterizedTest(name = "{0} with source {1} is version {2}, active: {3}")
    @CsvSource({"request-1, one, 1, false", "request-2, two, 2, true"})
    void aRequestThatComesAgainGetsItsVersionAsItIsNowAndAddsNoEvent(
            String requestId, String source, int version, boolean active) {
        activate("request-3", 2);
        entity.restart();
        var again = add(requestId, "snp", source);
        assertThat(again.reply()).isEqualTo(done(requestId, source, version, active));
        assertThat(again.hasNoEvents()).isTrue();
    }

    @ParameterizedTest(name = "{0} for {1} with source {2}")
    @CsvSource({"request-1, snp, two", "request-1, snp, three", "request-2, snp, one", "request-2, tdx, two"})
    void aRequestIdThatAddedAnotherVersionIsRefusedAndAddsNoEvent(String requestId, String tee, String source) {
        entity.restart();
        var other = add(requestId, tee, source);
        assertThat(other.reply()).isEqualTo(new Reply.RequestIdUsed());
        assertThat(other.hasNoEvents()).isTrue();
    }

    @Test
    void anotherRequestAddsAnotherVersionAlsoOfTheSameSource() {
        assertThat(add("request-3", "snp", "one").reply()).isEqualTo(done("request-3", "one", 3, false));
    }

    @Test
    void anActivationIsRecordedEachTimeItIsAskedFor() {
        for (int i = 0; i < 2; i++) {
            var activated = activate("request-3", 1);
            assertThat(activated.reply()).isEqualTo(done("request-1", "one", 1, true));
            assertThat(activated.hasNoEvents()).isFalse();
        }
    }
}
