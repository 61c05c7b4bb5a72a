package org.attestry.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.cluster.node.Decisions.AT;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.TeeNodeEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TeeNodeTest {
    private static final Config CONFIG = EventSourcedBehaviorTestKit.config()
            .withFallback(ConfigFactory.parseResources("attestry-pekko.conf").withoutPath("pekko.persistence"))
            .withFallback(ConfigFactory.load())
            .resolve();
    private static final ActorTestKit ACTORS = ActorTestKit.create("tee-node-test", CONFIG);

    private EventSourcedBehaviorTestKit<TeeNode.Command, TeeNodeEvent, TeeNode.State> node;

    @BeforeEach
    void anEmptyNode() {
        node = EventSourcedBehaviorTestKit.create(
                ACTORS.system(), TeeNode.create("default/n1", new FoundDamage(_ -> {})));
    }

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    private TeeNode.Reply record(Decision decision) {
        return node.<TeeNode.Reply>runCommand(replyTo -> new TeeNode.Command.RecordDecision(decision, replyTo))
                .reply();
    }

    @Test
    void aDecisionIsRecordedWithItsPlaceInTheChain() {
        var result = node.<TeeNode.Reply>runCommand(
                replyTo -> new TeeNode.Command.RecordDecision(Decisions.affirming("r1", "a", AT), replyTo));
        var link = result.event().link();
        assertThat(link).isEqualTo(new Link("TeeNode|default/n1", 1, Link.START));
        assertThat(result.reply())
                .isEqualTo(new TeeNode.Reply.Recorded(
                        "r1", 1, Leaf.of(result.event()).hash(), AT));
    }

    @Test
    void eachEventNamesTheLeafOfTheOneBefore() {
        var first = (TeeNode.Reply.Recorded) record(Decisions.affirming("r1", "a", AT));
        var second = node.<TeeNode.Reply>runCommand(
                replyTo -> new TeeNode.Command.RecordDecision(Decisions.refused("r2", "b", AT), replyTo));
        assertThat(second.event().link().previous()).isEqualTo(first.leaf());
    }

    @Test
    void aNonceIsRedeemedOnceAlsoAfterARestart() {
        record(Decisions.affirming("r1", "a", AT));
        node.restart();
        assertThat(record(Decisions.affirming("r2", "a", AT.plusSeconds(1))))
                .isEqualTo(new TeeNode.Reply.AlreadyRedeemed());
    }

    @Test
    void aRequestThatComesAgainGetsTheSameAnswerAndAddsNoEvent() {
        var first = record(Decisions.affirming("r1", "a", AT));
        node.restart();
        var again = node.<TeeNode.Reply>runCommand(replyTo ->
                new TeeNode.Command.RecordDecision(Decisions.affirming("r1", "a", AT.plusSeconds(9)), replyTo));
        assertThat(again.reply()).isEqualTo(new TeeNode.Reply.Repeated((TeeNode.Reply.Recorded) first));
        assertThat(again.hasNoEvents()).isTrue();
    }

    @Test
    void aRequestThatComesAgainAndAsksAnythingElseGetsNoAnswer() {
        var first = Decisions.affirming("r1", "a", AT);
        record(first);
        assertThat(record(Decisions.forAudience("another.example", first)))
                .isEqualTo(new TeeNode.Reply.AlreadyRedeemed());
        assertThat(record(Decisions.ofOtherEvidence(first))).isEqualTo(new TeeNode.Reply.AlreadyRedeemed());
    }

    @ParameterizedTest(name = "after a result of {0} the node is {1}")
    @CsvSource({
        "affirming, TRUSTED",
        "warning, WARNING",
        "none, CONTRAINDICATED",
        "contraindicated, CONTRAINDICATED",
        "anything else, CONTRAINDICATED",
    })
    void theStandingFollowsTheLastResult(String status, Standing standing) {
        record(Decisions.appraised("r1", "a", AT, status));
        node.restart();
        assertThat(node.getState().standing()).isEqualTo(standing);
    }

    @Test
    void refusedEvidenceTakesTheStandingAway() {
        record(Decisions.affirming("r1", "a", AT));
        record(Decisions.refused("r2", "b", AT));
        assertThat(node.getState().standing()).isEqualTo(Standing.CONTRAINDICATED);
    }

    @Test
    void theLastRedemptionsAreRememberedAndTheJournalsFenceAloneHoldsTheOthers() {
        for (int i = 0; i < 100; i++) record(Decisions.affirming("r" + i, "n" + i, AT.plusSeconds(i)));
        assertThat(node.getState().redemptions().all())
                .extracting(redemption -> redemption.answer().requestId())
                .hasSize(Redemptions.REMEMBERED)
                .startsWith("r84")
                .endsWith("r99");
    }

    @Test
    void aSnapshotHoldsTheWholeState() {
        Instant at = AT;
        for (int i = 0; i < 20; i++) record(Decisions.affirming("r" + i, "n" + i, at.plusSeconds(i)));
        var state = node.getState();
        var read = NodeSnapshot.read(NodeSnapshot.write(state));
        assertThat(read.chain()).isEqualTo(state.chain());
        assertThat(read.last()).isEqualTo(state.last());
        assertThat(read.redemptions().all()).isEqualTo(state.redemptions().all());
    }
}
