package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.http.Problem;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A catalog that cannot be read is not the one before it: what was in force may have been withdrawn since. */
final class CatalogKeeperTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final ActorTestKit actors = ActorTestKit.create(
            "catalog-keeper-test",
            ManualTime.config()
                    .withFallback(ConfigFactory.parseResources("attestry-pekko.conf"))
                    .withFallback(ConfigFactory.load())
                    .resolve());
    private final ManualTime time = ManualTime.get(actors.system());
    private final FakeReads reads = new FakeReads();
    private final List<String> counted = new ArrayList<>();
    private final AtomicReference<Catalog> current = new AtomicReference<>(Catalog.EMPTY);
    private final ActorRef<CatalogKeeper.Message> keeper = actors.spawn(CatalogKeeper.create(
            CatalogReaderTest.reader(reads), current, Runnable::run, new FoundDamage(counted::add), CLOCK));
    private final TestProbe<CatalogKeeper.Refreshed> probe = actors.createTestProbe();

    @AfterEach
    void stop() {
        actors.shutdownTestKit();
    }

    private CatalogKeeper.Refreshed refresh() {
        keeper.tell(new CatalogKeeper.Message.Refresh(false, probe.ref()));
        return probe.receiveMessage();
    }

    private Problem.Kind told() {
        return current.get().unreadFor("default", "snp").orElseThrow().problem().kind();
    }

    @Test
    void nothingIsInForceUntilItIsReadAgainByItself() {
        CatalogReaderTest.addPolicy(reads, "default");
        assertThat(refresh()).isEqualTo(new CatalogKeeper.Refreshed.Current());
        reads.breakDown(Optional.of(new CorruptStore("the list of ids is damaged")));
        assertThat(refresh()).isInstanceOf(CatalogKeeper.Refreshed.Failed.class);
        assertThat(told()).isEqualTo(Problem.Kind.DAMAGED);
        reads.breakDown(Optional.of(new IllegalStateException("the disk is away")));
        assertThat(refresh()).isInstanceOf(CatalogKeeper.Refreshed.Failed.class);
        assertThat(told()).isEqualTo(Problem.Kind.UNAVAILABLE);

        reads.breakDown(Optional.empty());
        time.timePasses(Duration.ofSeconds(10));
        probe.awaitAssert(() -> {
            assertThat(current.get().unread()).isEmpty();
            return true;
        });
    }

    /** A hint may be lost, and a change be written after whoever asked for it went away. */
    @Test
    void whatNobodyHintedAtIsReadAfterAWhile() {
        assertThat(refresh()).isEqualTo(new CatalogKeeper.Refreshed.Current());
        CatalogReaderTest.addPolicy(reads, "default");
        time.timePasses(Duration.ofSeconds(10));
        probe.awaitAssert(() -> {
            assertThat(current.get().policies()).isNotEmpty();
            return true;
        });
    }

    /** Whoever withdraws relies on it to go on, whatever befell it. */
    @Test
    void aKeeperThatFailsIsStartedAnew() {
        var failing = actors.spawn(CatalogKeeper.create(
                CatalogReaderTest.reader(reads),
                current,
                Runnable::run,
                new FoundDamage(_ -> {
                    throw new IllegalStateException("the metric is away");
                }),
                CLOCK));
        reads.breakId("Policy|other/own", new CorruptStore("a row is damaged"));
        failing.tell(new CatalogKeeper.Message.Refresh(false, probe.ref()));
        probe.expectNoMessage();
        CatalogReaderTest.addPolicy(reads, "default");
        failing.tell(new CatalogKeeper.Message.Refresh(false, probe.ref()));
        assertThat(probe.receiveMessage()).isEqualTo(new CatalogKeeper.Refreshed.Current());
        assertThat(current.get().policies()).isNotEmpty();
    }

    @Test
    void whatIsDamagedIsCountedOnceHoweverOftenItIsRead() {
        reads.breakId("Policy|other/own", new CorruptStore("a row is damaged"));
        for (int i = 0; i < 3; i++) assertThat(refresh()).isEqualTo(new CatalogKeeper.Refreshed.Current());
        assertThat(counted).containsExactly("Policy");
    }
}
