package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attestry.persistence.rocksdb.TestStores.NOW;
import static org.attestry.persistence.rocksdb.TestStores.event;
import static org.attestry.persistence.rocksdb.TestStores.redemption;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.fence.NonceSpent;
import org.attestry.persistence.fence.StaleWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fences of this store do beyond the contract that every store keeps. */
class FencesTest {
    private static final Instant LATER = NOW.plus(Duration.ofHours(1));
    private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);

    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(folder, TestStores.SETTINGS, (InstantSource) clock::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void ofManyRedemptionsInOneBatchOneIsWritten() {
        var races = IntStream.range(0, 64)
                .mapToObj(i -> store.append("id", List.of(List.of(redemption("id", 1, "writer " + i, "nonce", LATER)))))
                .toList();
        var outcomes = races.stream().map(FencesTest::outcome).toList();
        assertThat(outcomes.stream().filter("written"::equals)).hasSize(1);
        assertThat(store.reads().events("id", 1, 10)).hasSize(1);
    }

    @Test
    void aWriteOfTwoEventsThatSpendOneNonceIsRejectedWhole() {
        var twice = List.of(redemption("id", 1, "w", "nonce", LATER), redemption("id", 2, "w", "nonce", LATER));
        assertThat(store.append("id", List.of(twice)).join().getFirst()).isPresent();
        assertThat(store.reads().highestSequenceNr("id")).isEmpty();
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 1, "w", "nonce", LATER))))))
                .isEqualTo("written");
    }

    @Test
    void aNonceIsSpentForItsIdOnly() {
        assertThat(outcome(store.append("one", List.of(List.of(redemption("one", 1, "w", "nonce", LATER))))))
                .isEqualTo("written");
        assertThat(outcome(store.append("two", List.of(List.of(redemption("two", 1, "w", "nonce", LATER))))))
                .isEqualTo("written");
        assertThat(outcome(store.append("one", List.of(List.of(redemption("one", 2, "w", "nonce", LATER))))))
                .isEqualTo("spent by 1");
    }

    /** Which node it was issued for is the service's to see; that it is spent once, whoever is thought to spend it, is the journal's. */
    @Test
    void aChallengeIsSpentForEveryIdAlsoAfterARestart() {
        var challenge = UsedStore.event(1);
        assertThat(outcome(store.append("one", List.of(List.of(spending(challenge, "one", 1))))))
                .isEqualTo("written");
        store.close();
        open();
        assertThat(outcome(store.append("one", List.of(List.of(spending(challenge, "one", 2))))))
                .isEqualTo("spent by 1");
        assertThat(outcome(store.append("two", List.of(List.of(spending(challenge, "two", 1))))))
                .isEqualTo("spent by 1");
        assertThat(outcome(store.append("two", List.of(List.of(spending(UsedStore.event(3), "two", 1))))))
                .isEqualTo("written");
    }

    private static NewEvent spending(TeeNodeEvent event, String id, long number) {
        return new NewEvent(
                number,
                "w",
                NOW.toEpochMilli(),
                Optional.empty(),
                Optional.empty(),
                UsedStore.payload(event),
                Optional.of(new FenceRow(event.fenceUntil(), id, number).of(event.nonceFence())));
    }

    @Test
    void aRejectedWriteLeavesTheNumberToTheNext() {
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 1, "w", "nonce", LATER))))))
                .isEqualTo("written");
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 2, "w", "nonce", LATER))))))
                .isEqualTo("spent by 1");
        assertThat(outcome(store.append("id", List.of(List.of(event(2, "w")))))).isEqualTo("written");
    }

    @Test
    void aSpentNonceStaysSpentUntilItsTimeAndTheGraceAreOver() {
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 1, "w", "nonce", LATER))))))
                .isEqualTo("written");

        clock.set(LATER.plus(TestStores.SETTINGS.fenceGrace()));
        store.purgeFences();
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 2, "w", "nonce", LATER))))))
                .isEqualTo("spent by 1");

        clock.set(clock.get().plusSeconds(1));
        store.purgeFences();
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 2, "w", "nonce", LATER))))))
                .isEqualTo("written");
    }

    @Test
    void aThousandSpentNoncesAreForgottenTogether() {
        var events = IntStream.rangeClosed(1, 1200)
                .mapToObj(number -> redemption("id", number, "w", "nonce " + number, number % 2 == 0 ? NOW : LATER))
                .toList();
        assertThat(outcome(store.append("id", List.of(events)))).isEqualTo("written");
        clock.set(NOW.plus(TestStores.SETTINGS.fenceGrace()).plusSeconds(1));
        store.purgeFences();
        var even = List.of(redemption("id", 1201, "w", "nonce 800", LATER));
        var odd = List.of(redemption("id", 1201, "w", "nonce 801", LATER));
        assertThat(outcome(store.append("id", List.of(odd)))).isEqualTo("spent by 801");
        assertThat(outcome(store.append("id", List.of(even)))).isEqualTo("written");
    }

    @Test
    void fencesOutliveTheProcess() {
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 1, "w", "nonce", LATER))))))
                .isEqualTo("written");
        store.close();
        open();
        assertThat(store.recover("id", 0).join().highest()).isEqualTo(1);
        assertThat(outcome(store.append("id", List.of(List.of(redemption("id", 2, "v", "nonce", LATER))))))
                .isEqualTo("spent by 1");
        assertThat(outcome(store.append("id", List.of(List.of(event(2, "w")))))).isEqualTo("stale");
    }

    @Test
    void aRecoveryIsRecordedAndANewIdIsNot() {
        assertThat(store.recover("id", 0).join()).isEqualTo(Head.NONE);
        assertThat(store.reads().persistenceIds("", "", 10)).isEmpty();
        TestStores.write(store, "id", 1);
        assertThat(store.recover("id", 0).join().epoch()).isEqualTo(2);
        assertThat(store.recover("id", 1).join().epoch()).isEqualTo(3);
        assertThatThrownBy(() -> store.recover("id", 2).join()).hasCauseInstanceOf(CorruptStore.class);
    }

    private static String outcome(CompletableFuture<List<Optional<NonceSpent>>> append) {
        try {
            return append.join()
                    .getFirst()
                    .map(spent -> "spent by " + spent.redeemedAt())
                    .orElse("written");
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StaleWriter.class);
            return "stale";
        }
    }
}
