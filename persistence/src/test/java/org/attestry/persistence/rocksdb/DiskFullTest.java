package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: nothing is acknowledged, the health says so, and with room the store goes on without a restart. */
@Tag("slow")
class DiskFullTest {
    private static final int BALLAST = 8 << 20;

    @TempDir
    Path folder;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", folder.toString()),
                "a tmpfs cannot be mounted here");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        var _ = run("umount", folder.toString());
    }

    @Test
    void aFullDiskIsAnUnavailableStoreThatComesBackWithRoom() throws Exception {
        var ballast = Files.write(folder.resolve("ballast"), new byte[BALLAST]);
        try (var store = TestStores.open(folder.resolve("data"))) {
            long acknowledged = writeUntilItFails(store);
            assertThat(store.health()).isInstanceOf(StoreHealth.Failing.class);
            assertThatThrownBy(() -> append(store, acknowledged + 1)).hasCauseInstanceOf(StoreUnavailable.class);
            assertThat(store.reads().highestSequenceNr("id")).isPresent(); // what is there can still be read

            Files.delete(ballast);
            awaitWritable(store);
            long highest = store.recover("id", 0).join().highest();
            assertThat(highest).isBetween(acknowledged, acknowledged + 1);
            assertThat(store.problems()).isEmpty();
            append(store, highest + 1, "its successor");
        }
        try (var store = TestStores.open(folder.resolve("data"))) {
            assertThat(store.problems()).isEmpty();
        }
    }

    private static long writeUntilItFails(RocksStore store) {
        long number = 0;
        try {
            while (number < 10_000) {
                append(store, number + 1);
                number++;
            }
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(StoreUnavailable.class);
            return number;
        }
        throw new AssertionError("the disk never became full");
    }

    private static void append(RocksStore store, long number) {
        append(store, number, "writer");
    }

    private static void append(RocksStore store, long number, String writer) {
        var event = new NewEvent(
                number,
                writer,
                TestStores.NOW.toEpochMilli(),
                Optional.empty(),
                Optional.empty(),
                new Payload(1, "large-v1", Bytes.copyOf(new byte[64 << 10])),
                Optional.empty());
        assertThat(store.append("id", List.of(List.of(event))).join()).hasSize(1);
    }

    private static void awaitWritable(RocksStore store) throws InterruptedException {
        for (int i = 0; i < 500 && store.health() instanceof StoreHealth.Failing; i++) Thread.sleep(20);
        assertThat(store.health()).isInstanceOf(StoreHealth.Writable.class);
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }
}
