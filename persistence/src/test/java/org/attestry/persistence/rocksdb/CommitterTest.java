package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attestry.persistence.rocksdb.TestStores.event;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.fence.Fence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommitterTest {
    @TempDir
    Path folder;

    private final RecentContents contents = new RecentContents();
    private Database database;
    private Committer committer;

    @BeforeEach
    void open() {
        database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20));
        committer = committer(Duration.ofMillis(10));
    }

    private Committer committer(Duration retryEvery) {
        var settings = new StoreSettings(16, 4096, 8 << 20, 1 << 20, Duration.ZERO, retryEvery);
        return new Committer(database, contents, settings, InstantSource.fixed(TestStores.NOW));
    }

    @AfterEach
    void close() {
        committer.close();
        database.close();
    }

    @Test
    void aFailedWriteIsNotAcknowledgedAndTheStoreTakesWritesAgainByItself() throws InterruptedException {
        append(1).join();
        database.close(); // every write from now on fails, as on a broken disk
        assertThatThrownBy(() -> append(2).join()).hasCauseInstanceOf(StoreUnavailable.class);

        awaitWritable();
        append(2).join();
        assertThat(new RocksReads(database).highestSequenceNr("id")).hasValue(2);
        assertThat(StoreScan.problems(database)).isEmpty();
    }

    @Test
    void contentThatWasKeptBeforeAFailedWriteIsStillThereAfterIt() throws Exception {
        var digest = Bytes.utf8("evidence").sha256();
        put(digest, Bytes.utf8("evidence")).join();
        database.close();
        loseTheLog(); // what no sync had made durable is gone, as after a crash of the disk
        assertThatThrownBy(() -> append(1).join()).hasCauseInstanceOf(StoreUnavailable.class);

        awaitWritable();
        append(1).join();
        assertThat(new ContentReads(database).read(digest)).isInstanceOf(Content.Found.class);
    }

    @Test
    void contentIsWrittenOnceHoweverOftenItIsPut() {
        var digest = Bytes.utf8("certificate").sha256();
        for (int i = 0; i < 3; i++) put(digest, Bytes.utf8("certificate")).join();
        var staged = committer.submit(batch -> {
            batch.putContent(digest, Bytes.utf8("certificate"));
            return batch.size();
        });
        var nothing = committer.submit(Batch::size);
        assertThat(staged.join()).isEqualTo(nothing.join());
    }

    @Test
    void contentsBeyond64MebibytesAreSyncedThoughNoEventComes() {
        int mebibyte = 1 << 20;
        for (int i = 1; i <= 65; i++) {
            putOf(mebibyte, i);
            assertThat(unsyncedOctets()).isEqualTo((long) i * mebibyte);
        }
        putOf(mebibyte, 66);
        assertThat(unsyncedOctets()).isZero();
    }

    private void putOf(int size, int number) {
        var octets = new byte[size];
        octets[0] = (byte) number;
        var content = Bytes.copyOf(octets);
        put(content.sha256(), content).join();
    }

    private long unsyncedOctets() {
        return committer.submit(_ -> contents.unsyncedOctets()).join();
    }

    @Test
    void aFailingStoreRefusesAtOnceAndRunsNothing() {
        committer.close();
        committer = committer(Duration.ofHours(1)); // so that it goes on failing
        database.close();
        assertThatThrownBy(() -> append(1).join()).hasCauseInstanceOf(StoreUnavailable.class);
        for (int i = 0; i < 100; i++) {
            var refused = committer.submit(_ -> {
                throw new AssertionError("ran on a failing store");
            });
            assertThat(refused).isCompletedExceptionally();
            assertThatThrownBy(refused::join)
                    .hasCauseInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("no write is taken since " + TestStores.NOW);
        }
    }

    @Test
    void whileWritesFailTheHealthSaysWhy() {
        database.close();
        assertThatThrownBy(() -> append(1).join()).hasCauseInstanceOf(StoreUnavailable.class);
        if (committer.health() instanceof StoreHealth.Failing failing) {
            assertThat(failing.problem()).contains(folder.toString());
            assertThat(failing.since()).isEqualTo(TestStores.NOW);
        }
    }

    @Test
    void moreWritesThanMayWaitAreRefusedAtOnce() {
        var begun = new CompletableFuture<Boolean>();
        var end = new CompletableFuture<Boolean>();
        var first = committer.submit(_ -> begun.complete(true) && end.join());
        begun.join();
        var waiting = new ArrayList<CompletableFuture<Boolean>>();
        for (int i = 0; i < 100; i++) waiting.add(committer.submit(_ -> true));
        assertThat(waiting.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(84);
        assertThat(end.complete(true)).isTrue();
        first.join();
        assertThat(waiting.stream()
                        .filter(job -> !job.isCompletedExceptionally())
                        .map(CompletableFuture::join))
                .isNotEmpty();
    }

    @Test
    void aRefusedPieceOfWorkDoesNotHarmTheOthersOfItsBatch() {
        var bad = committer.submit(_ -> {
            throw new IllegalStateException("refused");
        });
        append(1).join();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(committer.health()).isInstanceOf(StoreHealth.Writable.class);
    }

    @Test
    void anErrorOfTheMachineLeavesNobodyWaiting() {
        var begun = new CompletableFuture<Boolean>();
        var end = new CompletableFuture<Boolean>();
        var first = committer.submit(_ -> begun.complete(true) && end.join());
        begun.join();
        var bad = committer.submit(_ -> {
            throw new StackOverflowError();
        });
        var behind = append(1);
        assertThat(end.complete(true)).isTrue();
        first.join();
        assertThatThrownBy(bad::join).hasCauseInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(behind::join).hasCauseInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> append(2).join()).hasCauseInstanceOf(StoreUnavailable.class);
    }

    @Test
    void aPurgeThatWaitsForTheCommitterKeepsNobodyFromOpeningTheDatabaseAnew() throws InterruptedException {
        var spent = LongStream.rangeClosed(1, 1200) // more than the purge looks at in one piece
                .mapToObj(i -> TestStores.redemption("id", i, "w", "nonce " + i, TestStores.NOW.minusSeconds(1)))
                .toList();
        committer
                .submit(batch -> FencedAppend.stage(batch, "id", List.of(spent)))
                .join();
        var busy = new CompletableFuture<Boolean>();
        var work = committer.submit(_ -> busy.join());
        try (var purge = new FencePurge(database, committer, InstantSource.fixed(TestStores.NOW), Duration.ZERO)) {
            var purging = Thread.ofPlatform().start(purge::run);
            while (purging.isAlive() && purging.getState() != Thread.State.WAITING) Thread.sleep(1);
            assertThat(purging.isAlive()).isTrue();
            CompletableFuture.runAsync(database::reopen)
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            assertThat(busy.complete(true)).isTrue();
            work.join();
            purging.join();
        }
        var reads = new RocksReads(database);
        for (int i = 1; i <= spent.size(); i++)
            assertThat(reads.taken(new Fence("id", Bytes.utf8("nonce " + i)))).isFalse();
    }

    @Test
    void whatWasSubmittedBeforeTheEndIsWrittenAndNothingAfterIt() {
        var last = append(1);
        committer.close();
        last.join();
        assertThatThrownBy(() -> append(2).join()).hasCauseInstanceOf(StoreUnavailable.class);
    }

    private CompletableFuture<Boolean> put(Bytes digest, Bytes octets) {
        return committer.submit(batch -> {
            batch.putContent(digest, octets);
            return true;
        });
    }

    private void loseTheLog() throws IOException {
        try (var files = Files.list(folder.resolve("db"))) {
            for (var file :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                try (var log = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    var _ = log.truncate(0);
                }
            }
        }
    }

    private CompletableFuture<?> append(long number) {
        return committer.submit(batch -> FencedAppend.stage(batch, "id", List.of(List.of(event(number, "w")))));
    }

    private void awaitWritable() throws InterruptedException {
        for (int i = 0; i < 500 && committer.health() instanceof StoreHealth.Failing; i++) Thread.sleep(10);
        assertThat(committer.health()).isInstanceOf(StoreHealth.Writable.class);
    }
}
