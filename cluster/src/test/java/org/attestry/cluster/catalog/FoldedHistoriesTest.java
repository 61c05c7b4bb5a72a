package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.entity.Chain;
import org.attestry.persistence.events.BaselineEvent.BaselineVersionActivated;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.PolicyEvent;
import org.attestry.persistence.events.PolicyEvent.PolicyVersionAdded;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What did not move is not read again, and nothing that moved, could not be read or got lost stays as it was. */
final class FoldedHistoriesTest {
    private static final String ID = "Policy|other/own";
    private static final String ANOTHER = "Policy|other/more";
    private static final int DAMAGED = -1;

    private final FakeReads reads = new FakeReads();
    private final Set<String> damaged = new HashSet<>();
    private final FoldedHistories<PolicyEvent, Integer> histories = new FoldedHistories<>(
            new EventLog(reads, EventSerializer.TABLE),
            "Policy",
            PolicyEvent.class,
            0,
            (_, event) -> ((PolicyVersionAdded) event).version(),
            damaged::contains);
    private Chain chain = Chain.EMPTY;

    @BeforeEach
    void oneOfTwoEventsWasRead() {
        add(1);
        add(2);
        assertThat(outcome()).isEqualTo(2);
        assertThat(reads.pages()).containsExactly(ID);
    }

    /** A history comes to the version that its last event adds. */
    private int outcome() {
        try {
            return histories.of(ID);
        } catch (CorruptStore e) {
            return DAMAGED;
        }
    }

    private void add(int version) {
        var event = added(chain.next(ID), version);
        chain = chain.after(event);
        reads.add(ID, event);
    }

    private static PolicyVersionAdded added(Link link, int version) {
        return new PolicyVersionAdded(link, Instant.EPOCH, "request", "other", "snp", "own", version, Bytes.EMPTY);
    }

    private void addAsAnothers() {
        reads.add(ID, new BaselineVersionActivated(chain.next(ID), Instant.EPOCH, "request", 3));
    }

    private void spoil() {
        reads.breakId(ID, new CorruptStore("a row is damaged"));
    }

    private static Arguments row(String what, Consumer<FoldedHistoriesTest> done, int comesTo, int pages, int again) {
        return Arguments.of(what, done, comesTo, pages, again);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                row("nothing", _ -> {}, 2, 0, 0),
                row("another's event", test -> test.reads.add(ANOTHER, added(Chain.EMPTY.next(ANOTHER), 7)), 2, 0, 0),
                row("an event", test -> test.add(3), 3, 1, 0),
                row("more events than a page has", FoldedHistoriesTest::addMany, 1200, 3, 0),
                row("an event while they are read", FoldedHistoriesTest::addWhileTheyAreRead, 4, 1, 0),
                row("all is to be read again", test -> test.histories.forget(), 2, 1, 0),
                row("damage of what was read", FoldedHistoriesTest::spoil, 2, 0, 0),
                row("that damage, and all is to be read again", FoldedHistoriesTest::spoilAndForget, DAMAGED, 1, 1),
                row("that damage, which somebody found", FoldedHistoriesTest::spoilAndFind, DAMAGED, 1, 1),
                row("a damaged event", FoldedHistoriesTest::addDamaged, DAMAGED, 1, 1),
                row("an event out of its place", test -> test.reads.add(ID, added(test.misplaced(), 3)), DAMAGED, 1, 1),
                row("another entity's event", FoldedHistoriesTest::addAsAnothers, DAMAGED, 1, 1),
                row("the loss of an event", test -> test.reads.lose(ID, 1), DAMAGED, 1, 1),
                row("the loss of one that came while they were read", FoldedHistoriesTest::loseTheLast, DAMAGED, 1, 1),
                row("the loss of all", test -> test.reads.lose(ID, 0), DAMAGED, 1, 1),
                row("that loss, and all is to be read again", FoldedHistoriesTest::loseAndForget, DAMAGED, 1, 1),
                row("the loss of a damaged event", FoldedHistoriesTest::loseDamaged, DAMAGED, 1, 1));
    }

    private void addMany() {
        for (int version = 3; version <= 1200; version++) add(version);
    }

    private void addWhileTheyAreRead() {
        add(3);
        reads.meanwhile(() -> add(4));
    }

    private void loseTheLast() {
        addWhileTheyAreRead();
        assertThat(outcome()).isEqualTo(4);
        reads.lose(ID, 3);
        assertThat(reads.pages()).isNotEmpty();
    }

    private void spoilAndForget() {
        spoil();
        histories.forget();
    }

    private void spoilAndFind() {
        spoil();
        damaged.add(ID);
    }

    private void addDamaged() {
        add(3);
        spoil();
    }

    private Link misplaced() {
        return new Link(ID, chain.length() + 2, chain.head());
    }

    private void loseAndForget() {
        reads.lose(ID, 0);
        histories.forget();
    }

    private void loseDamaged() {
        addDamaged();
        assertThat(outcome()).isEqualTo(DAMAGED);
        reads.lose(ID, 2);
        reads.mend(ID);
        assertThat(reads.pages()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void isReadAgainWhereItMoved(String what, Consumer<FoldedHistoriesTest> done, int comesTo, int pages, int again) {
        done.accept(this);
        assertThat(outcome()).as(what).isEqualTo(comesTo);
        assertThat(reads.pages()).hasSize(pages);
        assertThat(outcome()).as(what + ", read again").isEqualTo(comesTo);
        assertThat(reads.pages()).hasSize(again);
    }

    @Test
    void whatCouldNotBeReadIsReadAgainThoughItDidNotMove() {
        spoilAndForget();
        assertThat(outcome()).isEqualTo(DAMAGED);
        reads.mend(ID);
        assertThat(outcome()).isEqualTo(2);
    }

    @Test
    void whatLostAnEventIsWholeWhenAnotherTookItsPlace() {
        reads.lose(ID, 1);
        assertThat(outcome()).isEqualTo(DAMAGED);
        chain = Chain.EMPTY.after(added(Chain.EMPTY.next(ID), 1));
        add(9);
        assertThat(outcome()).isEqualTo(9);
    }

    @Test
    void whatIsGoneIsAmongTheIdsThatAreToBeRead() {
        reads.lose(ID, 0);
        reads.add(ANOTHER, added(Chain.EMPTY.next(ANOTHER), 7));
        assertThat(histories.ids()).containsExactly(ANOTHER, ID);
    }
}
