package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.persistence.codec.Golden;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.events.EventSerializer;
import org.attestry.persistence.events.Inputs;
import org.attestry.persistence.events.Link;
import org.attestry.persistence.events.Submission;
import org.attestry.persistence.events.TeeNodeEvent;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceAppraised;
import org.attestry.persistence.events.TeeNodeEvent.EvidenceRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.WriteBatch;

/**
 * Every kind of row of a folder of format 3, as it was first written: a change of a key hides what is kept, one of a body makes it damage.
 *
 * <p>A file holds the rows of a family, in the order of their keys, as {@link Frames} of key and row in turn. {@code -Dattestry.bless=true}
 * writes the files anew; only a new format may do so.
 */
class GoldenRowsTest {
    private static final Instant AT = Instant.parse("2026-01-31T12:00:00.123456Z");
    private static final Instant UNTIL = Instant.parse("2026-01-31T13:05:00.5Z");
    private static final String ID = "TeeNode|default/n1";
    private static final Bytes EVIDENCE = Bytes.utf8("evidence");
    private static final Bytes EXPECTED = Bytes.utf8("expected");
    private static final Bytes RESULT = Bytes.utf8("result");
    private static final Bytes ENDORSEMENTS = Bytes.utf8("endorsements");
    private static final Inputs INPUTS = new Inputs(
            EVIDENCE.sha256(),
            EXPECTED.sha256(),
            ENDORSEMENTS.sha256(),
            Bytes.utf8("verdict").sha256(),
            "snp/1");
    private static final TeeNodeEvent APPRAISED = new EvidenceAppraised(
            new Link(ID, 1, Link.START),
            AT,
            submission("request-1", Submission.CHALLENGE),
            INPUTS,
            "engine/1",
            "affirming",
            "p@1",
            Bytes.utf8("p").sha256(),
            "b@2",
            Bytes.utf8("b").sha256(),
            RESULT.sha256());
    private static final TeeNodeEvent REFUSED = new EvidenceRefused(
            new Link(ID, 2, Link.START),
            AT.plusSeconds(1),
            submission("request-2", Submission.RELYING_PARTY),
            INPUTS,
            "tampered",
            "signature",
            "signature_invalid",
            "SIGNATURE");
    private static final SnapshotRow STATE =
            new SnapshotRow(AT.toEpochMilli(), Optional.of(TestStores.payload(8)), TestStores.payload(9));

    @TempDir
    Path folder;

    private static Submission submission(String id, String freshness) {
        return new Submission(id, "default", "n1", "snp-report", Bytes.utf8(id).sha256(), freshness, "audience", UNTIL);
    }

    /** As a service writes: contents, then the event that names them; a recovery between the events. */
    private void write() {
        try (var store = RocksStore.open(folder, TestStores.SETTINGS, InstantSource.fixed(AT))) {
            write(store, APPRAISED, List.of(EVIDENCE, EXPECTED, RESULT), Optional.empty());
            store.recover(ID, 0).join();
            write(store, REFUSED, List.of(EVIDENCE, EXPECTED), Optional.of(TestStores.payload(7)));
            store.snapshots().save(ID, 2, STATE).join();
        }
    }

    private static void write(RocksStore store, TeeNodeEvent event, List<Bytes> own, Optional<Payload> metadata) {
        store.content()
                .put(event.at(), own, List.of(ENDORSEMENTS))
                .toCompletableFuture()
                .join();
        long number = event.link().sequence();
        var manifest = EventSerializer.TABLE.manifestOf(event);
        var written = new NewEvent(
                number,
                "writer-" + number,
                event.at().toEpochMilli(),
                Optional.of(event.eventName()),
                metadata,
                new Payload(7101, manifest, EventSerializer.TABLE.write(event)),
                Optional.of(new FenceRow(event.fenceUntil(), ID, number).of(event.nonceFence())));
        assertThat(store.append(ID, List.of(List.of(written))).join()).containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void theRowsOfAFamilyAreWrittenAsEver(Family family) {
        write();
        var rows = new ArrayList<Bytes>();
        try (var database = new Database(folder, path -> OpenRocks.readOnly(path, 8 << 20))) {
            database.scan(family, new byte[0], new byte[0], (key, row) -> {
                rows.add(Bytes.copyOf(key));
                rows.add(Bytes.copyOf(row));
                return true;
            });
        }
        assertThat(rows).isNotEmpty();
        Golden.check(file(family), Frames.join(rows));
    }

    @Test
    void rowsThatWereWrittenOnceAreRead() {
        try (var database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20))) {
            for (var family : Family.values()) restore(database, family);
        }
        try (var store = RocksStore.open(folder, TestStores.SETTINGS, InstantSource.fixed(AT))) {
            for (var event : List.of(APPRAISED, REFUSED)) found(store, event);
            assertThat(store.content().getNow(APPRAISED.bundle(), RESULT.sha256()))
                    .isEqualTo(new Content.Found(RESULT.sha256(), RESULT));
            assertThat(store.snapshots().newest(ID, (_, _) -> true)).contains(new Snapshots.Numbered(2, STATE));
            assertThat(store.recover(ID, 2).join()).isEqualTo(new Head(2, 0, 3, "", "writer-2"));
            assertThat(store.problems()).isEmpty();
        }
    }

    private static void restore(Database database, Family family) {
        var rows = Frames.split(Golden.read(file(family)));
        try (var batch = new WriteBatch()) {
            for (int i = 0; i < rows.size(); i += 2)
                database.put(
                        batch, family, rows.get(i).toArray(), rows.get(i + 1).toArray());
            database.write(batch, true);
        }
    }

    private static void found(RocksStore store, TeeNodeEvent event) {
        var named = store.reads().named(event.eventName()).orElseThrow();
        assertThat(EventSerializer.TABLE.read(named.manifest(), named.payload()))
                .isEqualTo(event);
        assertThat(named.writtenAt().toEpochMilli()).isEqualTo(event.at().toEpochMilli());
        assertThat(store.reads().all(event.link().sequence() - 1, 1)).containsExactly(named.position());
        assertThat(store.reads().taken(event.nonceFence())).isTrue();
        for (var content : List.of(EVIDENCE, EXPECTED, ENDORSEMENTS))
            assertThat(store.content().getNow(event.bundle(), content.sha256()))
                    .isEqualTo(new Content.Found(content.sha256(), content));
    }

    private static String file(Family family) {
        return "rows/" + family.durableName();
    }
}
