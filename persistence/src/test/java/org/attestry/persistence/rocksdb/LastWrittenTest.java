package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the journal took its last event is known as long as any event can be read. */
class LastWrittenTest {
    @TempDir
    Path folder;

    private static Instant at(long second) {
        return TestStores.NOW.plusSeconds(second);
    }

    private static void append(RocksStore store, String id, long number, Instant at) {
        var event = new NewEvent(
                number,
                "writer",
                at.toEpochMilli(),
                Optional.empty(),
                Optional.empty(),
                TestStores.payload(number),
                Optional.empty());
        assertThat(store.append(id, List.of(List.of(event))).join()).containsExactly(Optional.empty());
    }

    private static void spoil(Database database, Family family, byte[] key) {
        new HistoryTest.Rows(database).raw(family, key, new byte[40]);
    }

    @Test
    void damagedEventsAreStoodInForByTheOneBeforeThem() {
        try (var store = TestStores.open(folder)) {
            assertThat(store.reads().lastWrittenAt()).isEmpty();
            append(store, "Node|a", 1, at(1));
            append(store, "Node|b", 1, at(2));
            append(store, "Node|b", 2, at(3));
        }
        try (var database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20))) {
            var reads = new RocksReads(database);
            assertThat(reads.lastWrittenAt()).contains(at(3));
            spoil(database, Family.EVENTS, Keys.numbered("Node|b", 2));
            assertThat(reads.lastWrittenAt()).contains(at(2));
            spoil(database, Family.INDEX, Keys.order(2));
            assertThat(reads.lastWrittenAt()).contains(at(1));
            spoil(database, Family.HEADS, Keys.id("Node|a"));
            assertThat(reads.lastWrittenAt()).isEmpty();
        }
    }
}
