package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.persistence.rocksdb.UsedStore.CERTIFICATES;
import static org.attestry.persistence.rocksdb.UsedStore.ENDORSEMENTS;
import static org.attestry.persistence.rocksdb.UsedStore.EXPECTED;
import static org.attestry.persistence.rocksdb.UsedStore.ID;
import static org.attestry.persistence.rocksdb.UsedStore.UNTIL;
import static org.attestry.persistence.rocksdb.UsedStore.VERDICT;
import static org.attestry.persistence.rocksdb.UsedStore.event;
import static org.attestry.persistence.rocksdb.UsedStore.evidence;
import static org.attestry.persistence.rocksdb.UsedStore.payload;
import static org.attestry.persistence.rocksdb.UsedStore.submission;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.events.Submission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a store has lost, or has too much, is told: rows that lead to events and contents that they name as well as events. */
class StoreScanTest {
    @TempDir
    Path folder;

    @BeforeEach
    void aStoreThatWasUsed() {
        UsedStore.make(folder);
    }

    private List<String> found(Instant now) throws Exception {
        var found = new ArrayList<String>();
        var vocabulary =
                TestStores.vocabulary(stored -> EventSerializer.TABLE.read(stored.manifest(), stored.payload()));
        try (var store = ReadOnlyStore.open(folder)) {
            store.check(vocabulary, now, each -> found.add(each.family() + ": " + each.problem()));
        }
        return found;
    }

    private void alter(Consumer<HistoryTest.Rows> alteration) {
        try (var database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20))) {
            alteration.accept(new HistoryTest.Rows(database));
        }
    }

    @Test
    void inAStoreThatIsWholeThereIsNothing() throws Exception {
        assertThat(found(TestStores.NOW)).isEmpty();
    }

    static List<Arguments> losses() {
        return List.of(
                lost(
                        "a name",
                        Family.NAMES,
                        name(2),
                        "names: event 2 of " + ID + " is missing in the names: " + named(2)),
                lost(
                        "a place in the order",
                        Family.INDEX,
                        Keys.order(2),
                        "index: event 2 of " + ID + " is missing in the index"),
                lost(
                        "a spent challenge",
                        Family.FENCES,
                        challenge(1),
                        "fences: event 1 of " + ID + " spent a nonce that is not kept as spent"),
                lost(
                        "a spent nonce of a relying party",
                        Family.FENCES,
                        nonceOfARelyingParty(2),
                        "fences: event 2 of " + ID + " spent a nonce that is not kept as spent"),
                lost("a bundle", Family.CONTENT, bundle(2), missing(2, evidence(2)), missing(2, EXPECTED)),
                lost(
                        "attachments",
                        Family.CONTENT,
                        digest(CERTIFICATES),
                        missing(1, CERTIFICATES),
                        missing(2, CERTIFICATES),
                        missing(3, CERTIFICATES)),
                lost(
                        "endorsements",
                        Family.CONTENT,
                        digest(ENDORSEMENTS),
                        missing(1, ENDORSEMENTS),
                        missing(2, ENDORSEMENTS),
                        missing(3, ENDORSEMENTS)),
                lost("the head", Family.HEADS, Keys.id(ID), "events: events without a head: " + ID));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void whatIsLostIsTold(String what, Family family, byte[] key, List<String> told) throws Exception {
        alter(rows -> rows.edit(batch -> rows.database().delete(batch, family, key)));
        assertThat(found(TestStores.NOW)).containsExactlyElementsOf(told);
    }

    static List<Arguments> additions() {
        return List.of(
                added(
                        "a name of no event",
                        Family.NAMES,
                        Keys.name("request:default/x"),
                        Keys.numbered(ID, 9),
                        "names: a name leads to an event that has not this name: request:default/x"),
                added(
                        "a second name",
                        Family.NAMES,
                        Keys.name("request:default/x"),
                        Keys.numbered(ID, 1),
                        "names: a name leads to an event that has not this name: request:default/x"),
                added(
                        "a name that leads to another",
                        Family.NAMES,
                        name(2),
                        Keys.numbered(ID, 1),
                        "names: event 2 of " + ID + " has lost its place in the names to another: " + named(2),
                        "names: a name leads to an event that has not this name: " + named(2)),
                added(
                        "a place of no event",
                        Family.INDEX,
                        Keys.order(7),
                        Keys.numbered(ID, 7),
                        "index: the index has an event that is not there: 7"),
                added(
                        "a challenge that nobody spent",
                        Family.FENCES,
                        challenge(7),
                        fenceRow(1),
                        "fences: a nonce is kept as spent by event 1 of " + ID + ", which did not"),
                added(
                        "a nonce of a relying party that nobody spent",
                        Family.FENCES,
                        nonceOfARelyingParty(7),
                        fenceRow(2),
                        "fences: a nonce is kept as spent by event 2 of " + ID + ", which did not"),
                added(
                        "a challenge that an event of no id spent",
                        Family.FENCES,
                        challenge(7),
                        fenceRow("TeeNode|default/gone", 1),
                        "fences: a nonce is kept as spent by event 1 of TeeNode|default/gone, which did not"),
                added(
                        "a challenge that no event can have spent",
                        Family.FENCES,
                        challenge(7),
                        fenceRow(0),
                        "fences: place: not that of an event"),
                added(
                        "a challenge that is kept without its event",
                        Family.FENCES,
                        challenge(7),
                        new byte[16],
                        "fences: place: not that of an event"),
                added(
                        "a nonce that another spent",
                        Family.FENCES,
                        challenge(1),
                        fenceRow(3),
                        "fences: event 1 of " + ID + " spent a nonce that is not kept as spent",
                        "fences: a nonce is kept as spent by event 3 of " + ID + ", which did not"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void whatIsTooMuchIsTold(String what, Family family, byte[] key, byte[] body, List<String> told) throws Exception {
        alter(rows -> rows.put(family, key, body));
        assertThat(found(TestStores.NOW)).containsExactlyElementsOf(told);
    }

    @Test
    void aContentThatDiffersIsToldAndWhoNamesIt() throws Exception {
        alter(rows -> {
            rows.raw(
                    Family.CONTENT,
                    bundle(2),
                    Frames.join(List.of(evidence(2), VERDICT)).toArray());
            rows.raw(Family.CONTENT, digest(VERDICT), new byte[3]);
        });
        assertThat(found(TestStores.NOW))
                .containsExactly(
                        damaged(1, VERDICT),
                        damaged(2, EXPECTED),
                        damaged(2, VERDICT),
                        damaged(3, VERDICT),
                        "content: content that has not the digest "
                                + Bytes.copyOf(bundle(2)).hex(),
                        "content: content that has not the digest "
                                + VERDICT.sha256().hex());
    }

    /** What is wrong with one event hides nothing of those after it. */
    @Test
    void afterADamagedEventTheOthersAreLookedAt() throws Exception {
        alter(rows -> {
            rows.raw(Family.EVENTS, Keys.numbered(ID, 1), new byte[40]);
            rows.edit(batch -> rows.database().delete(batch, Family.NAMES, name(3)));
        });
        assertThat(found(TestStores.NOW))
                .hasSize(2)
                .anySatisfy(told -> assertThat(told).contains("event 1 cannot be read"))
                .anySatisfy(told -> assertThat(told).contains(named(3)));
    }

    @Test
    void afterEventsThatAreMissingTheOthersAreLookedAt() throws Exception {
        alter(rows -> rows.edit(batch -> {
            rows.database().delete(batch, Family.EVENTS, Keys.numbered(ID, 2));
            rows.database().delete(batch, Family.NAMES, name(3));
        }));
        assertThat(found(TestStores.NOW))
                .contains(
                        "events: the history of " + ID + " is damaged: event 2 is missing, 3 follows",
                        "names: event 3 of " + ID + " is missing in the names: " + named(3),
                        "names: a name leads to an event that has not this name: " + named(2),
                        "index: the index has an event that is not there: 2");
    }

    @Test
    void anEventThatIsNoneOfOursOrNotCalledWhatItSaysIsTold() throws Exception {
        alter(rows -> {
            rows.put(Family.EVENTS, Keys.numbered(ID, 1), row(1, "request:default/other", payload(event(1))));
            rows.put(Family.EVENTS, Keys.numbered(ID, 2), row(2, named(2), TestStores.payload(2)));
        });
        assertThat(found(TestStores.NOW))
                .contains(
                        "events: event 1 of " + ID + " is not called what it says: " + named(1),
                        "names: event 1 of " + ID + " is missing in the names: request:default/other")
                .anySatisfy(told -> assertThat(told).startsWith("events: event 2 of " + ID + " cannot be read: "));
    }

    private static byte[] row(int number, String name, Payload payload) {
        return new EventRow(
                        number,
                        1,
                        TestStores.NOW.toEpochMilli(),
                        "writer",
                        Optional.of(name),
                        Optional.empty(),
                        payload)
                .body();
    }

    /** Their nonces stay spent, and nobody can say any more which they were. */
    @Test
    void ofEventsThatWereDeletedOnPurposeNothingIsTold() throws Exception {
        try (var store = TestStores.open(folder)) {
            store.deleteTo(ID, 2).join();
        }
        assertThat(found(TestStores.NOW)).isEmpty();
        alter(rows -> rows.edit(batch -> rows.database().delete(batch, Family.HEADS, Keys.id(ID))));
        assertThat(found(TestStores.NOW)).containsExactly("events: events without a head: " + ID);
    }

    /** The journal drops it in its time, from which on the nonce's own time refuses it. */
    @Test
    void aNonceWhoseTimeIsOverNeedsNoRow() throws Exception {
        alter(rows -> rows.edit(batch -> rows.database().delete(batch, Family.FENCES, challenge(1))));
        assertThat(found(UNTIL)).hasSize(1);
        assertThat(found(UNTIL.plusMillis(1))).isEmpty();
    }

    @Test
    void aKeyOfNoEventHidesNoneAndMovesNoCursor() throws Exception {
        alter(rows -> {
            rows.raw(Family.EVENTS, new byte[] {27, '[', 'A'}, new byte[0]);
            rows.put(Family.NAMES, new byte[] {27, '[', 'A'}, Keys.numbered(ID, 1));
            rows.edit(batch -> rows.database().delete(batch, Family.HEADS, Keys.id(ID)));
        });
        assertThat(found(TestStores.NOW))
                .contains(
                        "events: a key of no event: 1b5b41",
                        "events: events without a head: " + ID,
                        "names: a name leads to an event that has not this name: \ufffd[A");
    }

    private static Arguments lost(String what, Family family, byte[] key, String... told) {
        return Arguments.of(what, family, key, List.of(told));
    }

    private static Arguments added(String what, Family family, byte[] key, byte[] body, String... told) {
        return Arguments.of(what, family, key, body, List.of(told));
    }

    private static String named(int number) {
        return event(number).eventName();
    }

    private static byte[] name(int number) {
        return Keys.name(named(number));
    }

    private static byte[] challenge(int nonce) {
        return Keys.fence(submission(nonce, Submission.CHALLENGE).nonceFence());
    }

    private static byte[] nonceOfARelyingParty(int nonce) {
        return Keys.fence(submission(nonce, Submission.RELYING_PARTY).nonceFence());
    }

    private static byte[] fenceRow(int by) {
        return fenceRow(ID, by);
    }

    private static byte[] fenceRow(String id, int by) {
        return new FenceRow(UNTIL, id, by).of(event(1).nonceFence()).row().toArray();
    }

    private static byte[] bundle(int number) {
        return event(number).bundle().key().toArray();
    }

    private static byte[] digest(Bytes content) {
        return content.sha256().toArray();
    }

    private static String missing(int number, Bytes content) {
        return named(number, content, "missing");
    }

    private static String damaged(int number, Bytes content) {
        return named(number, content, "damaged");
    }

    private static String named(int number, Bytes content, String state) {
        return "content: event " + number + " of " + ID + " names the content "
                + content.sha256().hex() + ", which is " + state;
    }
}
