package org.attestry.cluster.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.ReadOnlyContents;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.cluster.http.Problem;
import org.attestry.persistence.content.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reading that does not end leaves nothing in force for long: what it would read may be a withdrawal. */
@Timeout(60)
final class HungReadingTest {
    private static final Bytes SOURCE = Bytes.utf8("package attestry.policy\nappraisal := {}\n");
    private static final Duration TICK = Duration.ofSeconds(10);

    private final ActorTestKit actors = ActorTestKit.create(
            "hung-reading-test",
            ManualTime.config()
                    .withFallback(ConfigFactory.parseResources("attestry-pekko.conf"))
                    .withFallback(ConfigFactory.load())
                    .resolve());
    private final ManualTime time = ManualTime.get(actors.system());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
    private final FakeReads reads = new FakeReads();
    private final Queue<Runnable> hung = new ConcurrentLinkedQueue<>();
    private volatile boolean hangs;
    private final ClusterCatalogs catalogs = new ClusterCatalogs(
            actors.system(),
            CatalogReaderTest.reader(reads, new ReadOnlyContents(digest -> new Content.Found(digest, SOURCE))),
            reading -> {
                if (hangs) hung.add(reading);
                else reading.run();
            },
            new FoundDamage(_ -> {}),
            now::get);

    private final PrintStream out = System.out;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @BeforeEach
    void serve() {
        System.setOut(new PrintStream(logged, true, UTF_8));
        CatalogReaderTest.addPolicy(reads, "default", SOURCE.sha256());
        assertThat(catalogs.refresh(false).toCompletableFuture().join().begun()).isEqualTo(now.get());
        awaitServed();
    }

    @AfterEach
    void stop() {
        System.setOut(out);
        actors.shutdownTestKit();
    }

    private void awaitServed() {
        actors.createTestProbe().awaitAssert(() -> {
            assertThat(catalogs.current().policyFor("default", "snp")).isPresent();
            assertThat(catalogs.current().servesNobody()).isEmpty();
            return true;
        });
    }

    private void pass(Duration span) {
        for (var left = span; left.isPositive(); left = left.minus(TICK)) {
            now.updateAndGet(at -> at.plus(TICK));
            time.timePasses(TICK);
            if (hangs) awaitHung();
        }
    }

    private void awaitHung() {
        actors.createTestProbe().awaitAssert(() -> {
            assertThat(hung).hasSize(1);
            return true;
        });
    }

    private void assertNothingIsInForce() {
        var catalog = catalogs.current();
        assertThat(catalog.policyFor("default", "snp")).isEmpty();
        assertThat(catalog.servesNobody()).hasValue("what is in force cannot be read");
        var told = catalog.unreadFor("default", "snp").orElseThrow().problem();
        assertThat(told.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
        assertThat(told.retryAfter()).isPresent();
    }

    @Test
    void whatWasReadIsOutOfForceAfterAMinuteUntilOneEndsThatBeganSince() {
        hangs = true;
        pass(Duration.ofMinutes(1));
        awaitServed();
        pass(TICK);
        assertNothingIsInForce();

        pass(TICK);
        hung.remove().run();
        awaitHung();
        assertNothingIsInForce(); // what that one read is old by now
        hangs = false;
        hung.remove().run();
        awaitServed();
    }

    /** Whatever became of whoever keeps it. */
    @Test
    void itIsSoThoughNobodyFindsOut() {
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(1).plusNanos(1)));
        assertNothingIsInForce();
    }

    @Test
    void oneHangsAndNotOneForEachTimeAndItIsSaidOnce() {
        hangs = true;
        pass(Duration.ofMinutes(5));
        actors.createTestProbe().awaitAssert(() -> {
            assertThat(logged.toString(UTF_8).lines().filter(line -> line.contains("a reading does not end")))
                    .hasSize(1);
            return true;
        });
        assertThat(hung).hasSize(1);
    }

    /** Nothing is in force then whose time could be over. */
    @Test
    void oneThatHangsAfterOneThatFailedIsSaidToo() {
        reads.breakDown(Optional.of(new IllegalStateException("no disk")));
        assertThatThrownBy(catalogs.refresh(false).toCompletableFuture()::join)
                .hasCauseInstanceOf(Problem.Refusal.class);
        reads.breakDown(Optional.empty());
        hangs = true;
        pass(Duration.ofMinutes(2));
        var waits = catalogs.changed().toCompletableFuture();
        pass(TICK);
        actors.createTestProbe().awaitAssert(() -> {
            assertThat(waits).isCompletedExceptionally();
            assertThat(logged.toString(UTF_8)).contains("a reading does not end");
            return true;
        });
        hangs = false;
        hung.remove().run();
        awaitServed();
        actors.createTestProbe().awaitAssert(() -> {
            assertThat(logged.toString(UTF_8)).contains("a reading of the catalog that did not end has ended");
            return true;
        });
    }

    /** The keeper is asked itself, since whoever asks it by way of the catalogs does not wait as long. */
    @Test
    void whoWaitsForTheReadingThatHangsIsToldOnceAndSoIsWhoeverWaitsForTheNext() {
        var keeper = actors.spawn(CatalogKeeper.create(
                CatalogReaderTest.reader(reads),
                new AtomicReference<>(Catalog.EMPTY),
                hung::add,
                new FoundDamage(_ -> {}),
                now::get));
        var waits = actors.<CatalogKeeper.Refreshed>createTestProbe();
        keeper.tell(new CatalogKeeper.Message.Refresh(false, waits.ref()));
        awaitHung();
        var later = actors.<CatalogKeeper.Refreshed>createTestProbe();
        keeper.tell(new CatalogKeeper.Message.Refresh(false, later.ref()));
        pass(Duration.ofMinutes(1));
        waits.expectNoMessage();
        pass(TICK);
        for (var probe : List.of(waits, later))
            assertThat(probe.receiveMessage()).isEqualTo(new CatalogKeeper.Refreshed.Failed("it hangs"));
        pass(TICK);
        hung.remove().run();
        for (var probe : List.of(waits, later)) probe.expectNoMessage();
    }

    @Test
    void whoWaitsIsToldThatItIsNotInForceYet() {
        hangs = true;
        pass(Duration.ofMinutes(1));
        var first = catalogs.changed().toCompletableFuture();
        pass(TICK);
        actors.createTestProbe().awaitAssert(() -> {
            assertThat(first).isCompletedExceptionally();
            return true;
        });
        assertThatThrownBy(first::join)
                .cause()
                .asInstanceOf(type(Problem.Refusal.class))
                .satisfies(refused -> assertThat(refused.problem().kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
    }
}
