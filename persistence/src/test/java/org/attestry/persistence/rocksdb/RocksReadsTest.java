package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.attestry.persistence.rocksdb.TestStores.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksReadsTest {
    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void open() {
        store = TestStores.open(folder);
        append("Node|a", event(1, "w", "red"), event(2, "w"));
        append("Node|b", event(1, "w", "blue"));
        append("Policy|a", event(1, "w", "re"));
        append("Node|a", event(3, "w", "red|"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void idsAreFoundByPrefixPageByPage() {
        assertThat(store.reads().persistenceIds("", "", 10)).containsExactly("Node|a", "Node|b", "Policy|a");
        assertThat(store.reads().persistenceIds("Node|", "", 10)).containsExactly("Node|a", "Node|b");
        assertThat(store.reads().persistenceIds("Node|", "", 1)).containsExactly("Node|a");
        assertThat(store.reads().persistenceIds("Node|", "Node|a", 1)).containsExactly("Node|b");
        assertThat(store.reads().persistenceIds("Node|", "Node|b", 1)).isEmpty();
        assertThat(store.reads().persistenceIds("X", "", 1)).isEmpty();
    }

    @Test
    void theGlobalOrderIsThatOfTheWrites() {
        assertThat(store.reads().all(0, 10))
                .extracting(place -> place.persistenceId() + place.sequenceNr())
                .containsExactly("Node|a1", "Node|a2", "Node|b1", "Policy|a1", "Node|a3");
        var second = store.reads().all(0, 10).get(1).order();
        assertThat(store.reads().all(second, 2))
                .extracting(EventPosition::persistenceId)
                .containsExactly("Node|b", "Policy|a");
    }

    @Test
    void eventsAreFoundByNameAndByNoOtherNameThatBeginsLikeIt() {
        assertThat(placeOf("red")).isEqualTo("Node|a1");
        assertThat(placeOf("re")).isEqualTo("Policy|a1");
        assertThat(placeOf("red|")).isEqualTo("Node|a3");
        assertThat(store.reads().named("r")).isEmpty();
        assertThat(store.reads().named("blue").orElseThrow().name()).hasValue("blue");
    }

    private String placeOf(String name) {
        var place = store.reads().named(name).orElseThrow().position();
        return place.persistenceId() + place.sequenceNr();
    }

    /** Whoever can alter a row can seal it anew; an event that was never called so is not handed out for it. */
    @Test
    void aNameThatLeadsToAnEventOfAnotherNameIsDamage() {
        store.close();
        var database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20));
        new HistoryTest.Rows(database).put(Family.NAMES, Keys.name("red"), Keys.numbered("Node|b", 1));
        database.close();
        store = TestStores.open(folder);
        assertThatThrownBy(() -> store.reads().named("red")).isInstanceOf(CorruptStore.class);
        assertThat(store.problems())
                .containsExactly(
                        "event 1 of Node|a has lost its place in the names to another: red",
                        "a name leads to an event that has not this name: red");
    }

    @Test
    void theEventsOfAnIdAreReadFromANumberOn() {
        assertThat(store.reads().events("Node|a", 2, 10))
                .extracting(event -> event.position().sequenceNr())
                .containsExactly(2L, 3L);
        var last = store.reads().events("Node|a", 3, 10).getFirst();
        assertThat(last.payload()).isEqualTo(TestStores.payload(3).octets());
        assertThat(last.manifest()).isEqualTo("test-v1");
        assertThat(last.writtenAt()).isEqualTo(TestStores.NOW);
        assertThat(store.reads().events("Node|a", 4, 10)).isEmpty();
        assertThat(store.reads().events("Node|", 1, 10)).isEmpty();
        assertThat(store.reads().highestSequenceNr("Node|a")).hasValue(3);
        assertThat(store.reads().highestSequenceNr("Node|")).isEmpty();
    }

    @Test
    void theOrderGoesOnAfterARestart() {
        store.close();
        store = TestStores.open(folder);
        long before = store.reads().all(0, 10).getLast().order();
        append("Node|c", event(1, "w"));
        assertThat(store.reads().all(before, 10)).containsExactly(new EventPosition(before + 1, "Node|c", 1));
    }

    @Test
    void aToolReadsTheSameAndFindsNothingWrong() throws Exception {
        var orders = new ArrayList<>(store.reads().all(0, 10));
        store.close();
        try (var tool = ReadOnlyStore.open(folder)) {
            assertThat(tool.reads().all(0, 10)).isEqualTo(orders);
            assertThat(TestStores.problems(tool)).isEmpty();
        }
        store = TestStores.open(folder);
    }

    @Test
    void deletedEventsLeaveTheReadsAndTheNumbersStayTaken() {
        store.deleteTo("Node|a", 2).join();
        assertThat(store.reads().events("Node|a", 1, 10))
                .extracting(event -> event.position().sequenceNr())
                .containsExactly(3L);
        assertThat(store.reads().named("red")).isEmpty();
        assertThat(store.reads().named("red|")).isPresent();
        assertThat(store.reads().highestSequenceNr("Node|a")).hasValue(3);
        assertThat(store.problems()).isEmpty();
    }

    private void append(String persistenceId, NewEvent... events) {
        assertThat(store.append(persistenceId, List.of(List.of(events))).join()).hasSize(1);
    }
}
