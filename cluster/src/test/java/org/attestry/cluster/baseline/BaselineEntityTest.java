package org.attestry.cluster.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.baseline.BaselineEntity.Command;
import org.attestry.cluster.baseline.BaselineEntity.Reply;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;
import org.attestry.persistence.events.Link;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A baseline has at most one active version, and what was withdrawn is never active again, also after a restart. */
final class BaselineEntityTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final Config CONFIG = EventSourcedBehaviorTestKit.config()
            .withFallback(ConfigFactory.parseResources("attestry-pekko.conf").withoutPath("pekko.persistence"))
            .withFallback(ConfigFactory.load())
            .resolve();
    private static final ActorTestKit ACTORS = ActorTestKit.create("baseline-entity-test", CONFIG);

    private EventSourcedBehaviorTestKit<Command, BaselineEvent, BaselineEntity.State> entity;

    @BeforeEach
    void twoVersionsTheFirstActive() {
        entity = EventSourcedBehaviorTestKit.create(
                ACTORS.system(),
                BaselineEntity.create("default/snp/guests"),
                // It takes no snapshots, so that its state is never written.
                EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));
        for (int version = 1; version <= 2; version++) add(version);
        activate(1);
    }

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    private void add(int version) {
        var digest = Bytes.utf8("document " + version).sha256();
        var _ = entity.<Reply>runCommand(replyTo ->
                new Command.Add("r", "default", "snp", "guests", version, digest, AT, AT.plusSeconds(60), AT, replyTo));
    }

    private Reply activate(int version) {
        return entity.<Reply>runCommand(replyTo -> new Command.Activate("r", version, AT, replyTo))
                .reply();
    }

    private CommandResultWithReply<Command, BaselineEvent, BaselineEntity.State, Reply> withdraw(int version) {
        return entity.runCommand(
                (ActorRef<Reply> replyTo) -> new Command.Withdraw("r-9", version, "a debug build", AT, replyTo));
    }

    private Optional<Integer> active() {
        return entity.getState().versions().active().map(BaselineVersion::version);
    }

    @Test
    void theActiveVersionWithdrawnLeavesNoneActive() {
        var head = entity.getState().chain().head();
        var result = withdraw(1);
        assertThat(result.event())
                .isEqualTo(new BaselineVersionWithdrawn(
                        new Link("Baseline|default/snp/guests", 4, head), AT, "r-9", 1, "a debug build"));
        assertThat(result.reply()).isInstanceOfSatisfying(Reply.Withdrawn.class, withdrawn -> {
            assertThat(withdrawn.version().version()).isEqualTo(1);
            assertThat(withdrawn.reason()).isEqualTo("a debug build");
        });
        assertThat(active()).isEmpty();
        assertThat(result.state().chain().head())
                .isEqualTo(Leaf.of(result.event()).hash());
    }

    @Test
    void aDraftWithdrawnLeavesTheActiveOneActive() {
        withdraw(2);
        assertThat(active()).contains(1);
        assertThat(entity.getState().versions().withdrawalOf(2)).isPresent();
        assertThat(entity.getState().versions().withdrawalOf(1)).isEmpty();
    }

    @Test
    void whatWasWithdrawnIsNeitherActivatedNorWithdrawnAgainAlsoAfterARestart() {
        withdraw(1);
        entity.restart();
        var before = new Reply.WithdrawnBefore(AT, "a debug build");
        assertThat(activate(1)).isEqualTo(before);
        var again = withdraw(1);
        assertThat(again.reply()).isEqualTo(before);
        assertThat(again.hasNoEvents()).isTrue();
        assertThat(active()).isEmpty();
        assertThat(activate(2)).isInstanceOf(Reply.Done.class);
        assertThat(active()).contains(2);
    }

    @Test
    void theNumberOfAWithdrawnVersionStaysTaken() {
        withdraw(2);
        var next = entity.<Reply>runCommand(Command.Next::new).reply();
        assertThat(next).isEqualTo(new Reply.NextIs(3));
    }

    @Test
    void aVersionThatIsNotThereCannotBeWithdrawn() {
        var result = withdraw(3);
        assertThat(result.reply()).isEqualTo(new Reply.NoSuchVersion());
        assertThat(result.hasNoEvents()).isTrue();
    }
}
