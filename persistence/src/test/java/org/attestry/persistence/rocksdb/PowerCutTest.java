package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut, simulated by a copy of the folder whose log ends earlier: of what was not yet synced any part, up to all of it, is gone.
 *
 * <p>The log's length when a write is acknowledged is taken for what is on the disk; that it has indeed been synced by then is what
 * {@link SyncCallsTest} counts. Not simulated: a disk that keeps a later part of the unsynced octets and loses an earlier one, and one
 * that says it synced when it did not. The copy is made while the store runs, so nothing is written down by an orderly end.
 */
class PowerCutTest {
    private static final Bytes EVIDENCE = Bytes.utf8("evidence, put before the event that names it");
    private static final Bytes ATTACHMENT = Bytes.utf8("certificates that the evidence names");
    private static final Bundle BUNDLE = new Bundle(TestStores.NOW, List.of(EVIDENCE.sha256()));
    private static final int STEP = 37;

    @TempDir
    Path folder;

    @TempDir
    Path copies;

    @Test
    void whateverOfTheUnsyncedIsLostAllThatWasAcknowledgedIsThere() throws IOException {
        try (var store = TestStores.open(folder.resolve("data"))) {
            TestStores.write(store, "id", 3);
            // kept with evidence whose event never came, and so not written again
            var _ = store.content().putNow(ATTACHMENT);
            var kept = store.content().put(TestStores.NOW, List.of(EVIDENCE), List.of(ATTACHMENT));
            kept.toCompletableFuture().join();
            append(store, 4);
            long acknowledged = Files.size(log(folder.resolve("data")));
            var unsynced = store.content().putNow(Bytes.utf8("evidence of an event that never came"));
            append(store, 5);
            long end = Files.size(log(folder.resolve("data")));

            assertThat(end).isGreaterThan(acknowledged + 100);
            for (long length = acknowledged; length <= end; length += STEP) {
                try (var after = cut(length)) {
                    assertThat(after.reads().highestSequenceNr("id").orElseThrow())
                            .isBetween(4L, 5L);
                    assertThat(Stream.of(EVIDENCE, ATTACHMENT)
                                    .map(octets -> after.content().getNow(BUNDLE, octets.sha256())))
                            .containsExactly(
                                    new Content.Found(EVIDENCE.sha256(), EVIDENCE),
                                    new Content.Found(ATTACHMENT.sha256(), ATTACHMENT));
                    assertThat(after.problems()).isEmpty();
                    if (after.reads().highestSequenceNr("id").orElseThrow() == 5) {
                        assertThat(after.content().getNow(unsynced)).isInstanceOf(Content.Found.class);
                    }
                }
            }
        }
    }

    @Test
    void aLogCutBeforeWhatWasAcknowledgedLosesItSoTheSimulationCanTell() throws IOException {
        try (var store = TestStores.open(folder.resolve("data"))) {
            TestStores.write(store, "id", 3);
            long before = Files.size(log(folder.resolve("data")));
            append(store, 4);
            for (long length : LongStream.of(before, before + 1, before + 40).toArray()) {
                try (var after = cut(length)) {
                    assertThat(after.reads().highestSequenceNr("id")).hasValue(3);
                    assertThat(after.problems()).isEmpty(); // the event is gone entirely, not in part
                }
            }
        }
    }

    private static void append(RocksStore store, long number) {
        assertThat(store.append("id", List.of(List.of(TestStores.event(number, "writer"))))
                        .join())
                .hasSize(1);
    }

    /** The store as it comes up from a copy of which the log ends at {@code length}. */
    private RocksStore cut(long length) throws IOException {
        var copy = Files.createTempDirectory(copies, "cut");
        Files.createDirectory(copy.resolve("db"));
        try (var files = Files.list(folder.resolve("data").resolve("db"))) {
            for (var file : files.toList()) Files.copy(file, copy.resolve("db").resolve(file.getFileName()));
        }
        try (var log = FileChannel.open(log(copy), StandardOpenOption.WRITE)) {
            var _ = log.truncate(length);
        }
        return TestStores.open(copy);
    }

    /** The log that is being written: the one with the highest number. */
    private static Path log(Path data) throws IOException {
        try (var files = Files.list(data.resolve("db"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparing(file -> file.getFileName().toString()))
                    .orElseThrow();
        }
    }
}
