package org.attestry.cluster.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.baseline.BaselineEntity.Command;
import org.attestry.cluster.baseline.BaselineEntity.Reply;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.persistence.audit.Leaf;
import org.attestry.persistence.events.BaselineEvent;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionWithdrawn;
import org.attestry.persistence.events.Link;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A baseline has at most one active version, what was withdrawn is never active again, and a request adds or withdraws one version however
 * often it comes: all of it also after a restart.
 */
final class BaselineEntityTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456789Z");
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
                BaselineEntity.create("default/snp/guests", new FoundDamage(_ -> {})),
                // It takes no snapshots, so that its state is never written.
                EventSourcedBehaviorTestKit.enabledSerializationSettings().withVerifyState(false));
        for (int version = 1; version <= 2; version++) {
            var _ = add("request-" + version, version, "document " + version);
        }
        activate(1);
    }

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    private CommandResultWithReply<Command, BaselineEvent, BaselineEntity.State, Reply> add(
            String requestId, int version, String document) {
        var digest = Bytes.utf8(document).sha256();
        var end = AT.plusSeconds(60);
        return entity.runCommand((ActorRef<Reply> replyTo) ->
                new Command.Add(requestId, "default", "snp", "guests", version, digest, AT, end, AT, replyTo));
    }

    private Reply next(String requestId) {
        return entity.<Reply>runCommand(replyTo -> new Command.Next(requestId, replyTo))
                .reply();
    }

    private Reply activate(int version) {
        return entity.<Reply>runCommand(replyTo -> new Command.Activate("r", version, AT, replyTo))
                .reply();
    }

    private CommandResultWithReply<Command, BaselineEvent, BaselineEntity.State, Reply> withdraw(int version) {
        return withdraw("request-9", version, "a debug build", AT);
    }

    private CommandResultWithReply<Command, BaselineEvent, BaselineEntity.State, Reply> withdraw(
            String requestId, int version, String reason, Instant at) {
        return entity.runCommand(
                (ActorRef<Reply> replyTo) -> new Command.Withdraw(requestId, version, reason, at, replyTo));
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
                        new Link("Baseline|default/snp/guests", 4, head), AT, "request-9", 1, "a debug build"));
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
        var again = withdraw("request-10", 1, "a debug build", AT);
        assertThat(again.reply()).isEqualTo(before);
        assertThat(again.hasNoEvents()).isTrue();
        assertThat(active()).isEmpty();
        assertThat(activate(2)).isInstanceOf(Reply.Done.class);
        assertThat(active()).contains(2);
    }

    @Test
    void theNumberOfAWithdrawnVersionStaysTaken() {
        withdraw(2);
        assertThat(next("request-3")).isEqualTo(new Reply.NextIs(3));
    }

    private static BaselineVersion version(int number) {
        var digest = Bytes.utf8("document " + number).sha256();
        return new BaselineVersion(
                "request-" + number, AT, "default", "snp", "guests", number, digest, AT, AT.plusSeconds(60));
    }

    static Stream<Arguments> asItIsNow() {
        var withdrawal = Optional.of(new BaselineVersions.Withdrawal("request-9", AT, "a debug build"));
        return Stream.of(
                Arguments.of(1, new Reply.AddedBefore(version(1), true, Optional.empty())),
                Arguments.of(2, new Reply.AddedBefore(version(2), false, withdrawal)));
    }

    @ParameterizedTest(name = "version {0}")
    @MethodSource("asItIsNow")
    void aRequestThatComesAgainIsToldItsVersionAsItIsNowAndAddsNoEvent(int version, Reply told) {
        withdraw(2);
        entity.restart();
        assertThat(next("request-" + version)).isEqualTo(told);
        // Also where it was told the next number before, as of two that come at once.
        for (int number = 1; number <= 3; number++) {
            var again = add("request-" + version, number, "document made at another instant");
            assertThat(again.reply()).isEqualTo(told);
            assertThat(again.hasNoEvents()).isTrue();
        }
    }

    @Test
    void ofTwoOtherRequestsThatWereToldTheSameNumberOneAddsAVersion() {
        assertThat(add("request-3", 3, "document 3").reply()).isInstanceOf(Reply.Done.class);
        var late = add("request-4", 3, "document 3");
        assertThat(late.reply()).isEqualTo(new Reply.Conflict());
        assertThat(late.hasNoEvents()).isTrue();
    }

    @ParameterizedTest(name = "{0} because of {1}: the first answer again is {2}")
    @CsvSource({
        "request-9, a debug build, true",
        "request-9, another reason, false",
        "request-9, '', false",
        "request-10, a debug build, false",
        "request-1, a debug build, false",
    })
    void aWithdrawalThatComesAgainGetsItsFirstAnswerAndAnyOtherIsRefused(
            String requestId, String reason, boolean same) {
        var first = withdraw(1).reply();
        entity.restart();
        var again = withdraw(requestId, 1, reason, AT.plusSeconds(9));
        assertThat(again.reply()).isEqualTo(same ? first : new Reply.WithdrawnBefore(AT, "a debug build"));
        assertThat(again.hasNoEvents()).isTrue();
    }

    @Test
    void aVersionThatIsNotThereCannotBeWithdrawn() {
        var result = withdraw(3);
        assertThat(result.reply()).isEqualTo(new Reply.NoSuchVersion());
        assertThat(result.hasNoEvents()).isTrue();
    }
}
