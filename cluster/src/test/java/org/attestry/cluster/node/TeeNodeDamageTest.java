package org.attestry.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.cluster.node.Decisions.AT;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.StorageFailure;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node whose write failed and whose events are then found damaged: nobody who asked meanwhile waits in vain. */
final class TeeNodeDamageTest {
    private static final int ASKED_MEANWHILE = 20;

    private final ActorTestKit actors = ActorTestKit.create(
            "tee-node-damage-test",
            EventSourcedBehaviorTestKit.config()
                    .withFallback(
                            ConfigFactory.parseResources("attestry-pekko.conf").withoutPath("pekko.persistence"))
                    .withFallback(ConfigFactory.load())
                    .resolve());
    private final CountDownLatch asked = new CountDownLatch(1);

    @AfterEach
    void stop() {
        actors.shutdownTestKit();
    }

    /** A disk that takes no write once everybody has asked, and gives damaged events back. */
    private ProcessingResult failing(JournalOperation operation) {
        if (!(operation instanceof WriteEvents)) return new StorageFailure(new CorruptStore("event 1 is damaged"));
        try {
            asked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new StorageFailure(new IOException("the disk is full"));
    }

    @Test
    void whoeverAskedDuringAWriteThatFailedIsToldThatTheNodeIsDamaged() {
        var journal = PersistenceTestKit.create(actors.system());
        TestProbe<TeeNode.Shown> shown = actors.createTestProbe();
        TestProbe<TeeNode.Reply> replies = actors.createTestProbe();
        var node = actors.spawn(TeeNode.create("default/n1", new FoundDamage(_ -> {})));
        node.tell(new TeeNode.Command.Show(shown.ref()));
        shown.expectMessageClass(TeeNode.Shown.Summary.class);

        journal.withPolicy((_, operation) -> failing(operation));
        for (int i = 0; i <= ASKED_MEANWHILE; i++) {
            node.tell(new TeeNode.Command.RecordDecision(Decisions.affirming("r" + i, "n" + i, AT), replies.ref()));
        }
        asked.countDown();
        assertThat(replies.receiveMessage()).isEqualTo(new TeeNode.Reply.Failed());
        for (int i = 0; i < ASKED_MEANWHILE; i++) {
            assertThat(replies.receiveMessage()).isEqualTo(new TeeNode.Reply.Damaged());
        }
    }

    @Test
    void whoseNonceOrRequestIdCannotBeReadIsToldSoAndTheNextIsRecorded() {
        var journal = PersistenceTestKit.create(actors.system());
        TestProbe<TeeNode.Reply> replies = actors.createTestProbe();
        var node = actors.spawn(TeeNode.create("default/n2", new FoundDamage(_ -> {})));

        journal.withPolicy((_, operation) -> operation instanceof WriteEvents
                ? new StorageFailure(new CorruptStore("a row of names is damaged"))
                : ProcessingSuccess.getInstance());
        node.tell(new TeeNode.Command.RecordDecision(Decisions.affirming("r1", "n1", AT), replies.ref()));
        assertThat(replies.receiveMessage()).isEqualTo(new TeeNode.Reply.Unreadable());

        journal.resetPolicy();
        node.tell(new TeeNode.Command.RecordDecision(Decisions.affirming("r2", "n2", AT), replies.ref()));
        assertThat(replies.receiveMessage()).isInstanceOf(TeeNode.Reply.Recorded.class);
    }
}
