package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.WriteBatch;

/** Rows altered behind the store's back: an id that was touched does not recover, the one beside it does. */
class HistoryTest {
    private static final String ID = "Node|a";
    private static final String OTHER = "Node|b";

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void twoIdsOfFiveEvents() {
        try (var store = TestStores.open(folder)) {
            TestStores.write(store, ID, 5);
            TestStores.write(store, OTHER, 5);
        }
        database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anUntouchedHistoryIsReadWhole() {
        assertThat(recovered(ID)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(StoreScan.problems(database)).isEmpty();
    }

    static List<Arguments> alterations() {
        return List.of(
                altered("first event missing", rows -> rows.delete(1)),
                altered("middle event missing", rows -> rows.delete(3)),
                altered("last event missing", rows -> rows.delete(5)),
                altered("all events missing", rows -> rows.delete(1, 2, 3, 4, 5)),
                altered("two rows swapped", rows -> rows.swap(2, 3)),
                altered("a row twice, over another", rows -> rows.copy(2, ID, 3)),
                altered("a row twice, after the last", rows -> rows.copy(5, ID, 6)),
                altered("a row twice, before the first", rows -> rows.copy(1, ID, 0)),
                altered("another id's event in place of one", rows -> rows.copyFrom(OTHER, 3, ID, 3)),
                altered("an event after the last", rows -> rows.write(6, 1, "writer")),
                altered("an event far after the last", rows -> rows.write(60, 1, "writer")),
                altered("another writer without a recovery", rows -> rows.write(4, 1, "intruder")),
                altered("an epoch before the one before", rows -> rows.write(4, 0, "writer")),
                altered("no head", rows -> rows.deleteHead()),
                altered("a head behind the events", rows -> rows.head(new Head(4, 0, 1, "writer", ""))),
                altered("a head before the events", rows -> rows.head(new Head(6, 0, 1, "writer", ""))),
                altered("another id's head", rows -> rows.copyHead(OTHER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("alterations")
    void anAlteredHistoryIsRefused(String what, Consumer<Rows> alteration) {
        alteration.accept(new Rows(database));

        assertThatThrownBy(() -> recovered(ID)).as(what).isInstanceOf(CorruptStore.class);
        assertThat(recovered(OTHER)).hasSize(5);
        assertThat(StoreScan.problems(database)).isNotEmpty();
    }

    @Test
    void aSnapshotNewerThanTheEventsIsRefused() {
        var head = new History(database, ID).head();
        assertThatThrownBy(() -> new History(database, ID).checkEnds(head, 6)).isInstanceOf(CorruptStore.class);
    }

    @Test
    void everyBitFlipOfAnEventAndOfAHeadIsFound() {
        everyBitFlipIsFound(Family.EVENTS, Keys.numbered(ID, 3));
        everyBitFlipIsFound(Family.HEADS, Keys.id(ID));
        assertThat(recovered(ID)).hasSize(5);
    }

    @Test
    void whichEventIsDamagedIsNamedAndTheIdIsListedAllTheSame() {
        var rows = new Rows(database);
        rows.raw(Family.EVENTS, Keys.numbered(ID, 3), new byte[40]);
        assertThatThrownBy(() -> recovered(ID)).hasMessageContaining(ID).hasMessageContaining("event 3");
        rows.raw(Family.HEADS, Keys.id(ID), new byte[40]);
        assertThat(new RocksReads(database).persistenceIds("", "", 10)).containsExactly(ID, OTHER);
    }

    @Test
    void everyTruncationAndAnAppendedOctetOfAnEventIsFound() {
        var key = Keys.numbered(ID, 3);
        var row = database.get(Family.EVENTS, key).orElseThrow();
        for (int length = 0; length <= row.length + 1; length++) {
            if (length == row.length) continue;
            new Rows(database).raw(Family.EVENTS, key, Arrays.copyOf(row, length));
            assertThatThrownBy(() -> recovered(ID)).isInstanceOf(CorruptStore.class);
        }
    }

    private void everyBitFlipIsFound(Family family, byte[] key) {
        var row = database.get(family, key).orElseThrow();
        for (int bit = 0; bit < row.length * 8; bit++) {
            var flipped = row.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            new Rows(database).raw(family, key, flipped);
            assertThatThrownBy(() -> recovered(ID)).as("bit %s", bit).isInstanceOf(CorruptStore.class);
        }
        new Rows(database).raw(family, key, row);
    }

    /** What a recovery does: the head, the end, then every event. */
    private List<Long> recovered(String persistenceId) {
        var history = new History(database, persistenceId);
        var head = history.head();
        history.checkEnds(head, 0);
        var numbers = new ArrayList<Long>();
        history.read(head.orElse(Head.NONE), 1, Long.MAX_VALUE, Long.MAX_VALUE, (number, _) -> numbers.add(number));
        return numbers;
    }

    private static Arguments altered(String what, Consumer<Rows> alteration) {
        return Arguments.of(what, alteration);
    }

    /** Alters rows of {@link #ID} with or without a fitting seal. */
    record Rows(Database database) {
        void delete(long... numbers) {
            for (long number : numbers) {
                edit(batch -> database.delete(batch, Family.EVENTS, Keys.numbered(ID, number)));
            }
        }

        void deleteHead() {
            edit(batch -> database.delete(batch, Family.HEADS, Keys.id(ID)));
        }

        void head(Head head) {
            put(Family.HEADS, Keys.id(ID), head.body());
        }

        void copyHead(String from) {
            raw(Family.HEADS, Keys.id(ID), row(Family.HEADS, Keys.id(from)));
        }

        void write(long number, long epoch, String writer) {
            var row = new EventRow(
                    100 + number, epoch, 0, writer, Optional.empty(), Optional.empty(), TestStores.payload(number));
            put(Family.EVENTS, Keys.numbered(ID, number), row.body());
        }

        void swap(long one, long other) {
            var first = row(Family.EVENTS, Keys.numbered(ID, one));
            copy(other, ID, one);
            raw(Family.EVENTS, Keys.numbered(ID, other), first);
        }

        void copy(long from, String to, long number) {
            copyFrom(ID, from, to, number);
        }

        void copyFrom(String fromId, long from, String to, long number) {
            raw(Family.EVENTS, Keys.numbered(to, number), row(Family.EVENTS, Keys.numbered(fromId, from)));
        }

        void put(Family family, byte[] key, byte[] body) {
            raw(family, key, Seal.close(family, key, body));
        }

        void raw(Family family, byte[] key, byte[] row) {
            edit(batch -> database.put(batch, family, key, row));
        }

        private byte[] row(Family family, byte[] key) {
            return database.get(family, key).orElseThrow();
        }

        void edit(Consumer<WriteBatch> change) {
            try (var batch = new WriteBatch()) {
                change.accept(batch);
                database.write(batch, false);
            }
        }
    }
}
