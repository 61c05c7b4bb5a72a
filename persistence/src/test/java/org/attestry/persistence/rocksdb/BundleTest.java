package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Frames;
import org.attestry.persistence.content.Bundle;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentTooLarge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.WriteBatch;

/** Contents that are kept together: each is found in its bundle, whole or not at all. */
class BundleTest {
    private static final Instant AT = TestStores.NOW;
    private static final Bytes EVIDENCE = Bytes.utf8("evidence");
    private static final Bytes EXPECTED = Bytes.utf8("expected");
    private static final Bytes RESULT = Bytes.EMPTY;
    private static final Bytes CERTIFICATE = Bytes.utf8("certificate");
    private static final Bundle BUNDLE = bundle(AT, EVIDENCE, EXPECTED, RESULT);

    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void put() {
        store = TestStores.open(folder);
        var kept = store.content().put(AT, List.of(EVIDENCE, EXPECTED, RESULT), List.of(CERTIFICATE));
        kept.toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void eachIsFoundInItsBundleAndWhatWasKeptApartBesides() {
        for (var content : List.of(EVIDENCE, EXPECTED, RESULT, CERTIFICATE)) {
            assertThat(read(BUNDLE, content)).isEqualTo(new Content.Found(content.sha256(), content));
        }
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void itIsFoundNowhereElse() {
        var digest = EVIDENCE.sha256();
        assertThat(store.content().getNow(digest)).isEqualTo(new Content.NotFound(digest));
        assertThat(read(bundle(AT.plusMillis(1), EVIDENCE, EXPECTED, RESULT), EVIDENCE))
                .isEqualTo(new Content.NotFound(digest));
        assertThat(read(bundle(AT, EVIDENCE, EXPECTED), EVIDENCE)).isEqualTo(new Content.NotFound(digest));
    }

    @Test
    void aToolFindsItWhileNoServiceRuns() throws Exception {
        store.close();
        try (var tool = ReadOnlyStore.open(folder)) {
            assertThat(tool.content(BUNDLE, RESULT.sha256()).octetsOrThrow()).isEqualTo(RESULT);
            assertThat(TestStores.problems(tool)).isEmpty();
        }
        store = TestStores.open(folder);
    }

    @Test
    void nothingIsKeptWhereOneIsTooLarge() {
        var large = Bytes.copyOf(new byte[TestStores.SETTINGS.maxContentOctets() + 1]);
        var other = Bytes.utf8("other");
        assertThatThrownBy(() -> store.content()
                        .put(AT, List.of(other, large), List.of(other))
                        .toCompletableFuture()
                        .join())
                .hasCauseInstanceOf(ContentTooLarge.class);
        assertThat(store.content().getNow(other.sha256())).isInstanceOf(Content.NotFound.class);
        assertThat(read(bundle(AT, other, large), other)).isInstanceOf(Content.NotFound.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "altered, Evidence|expected|, found in 2",
        "shorter, evidence|expected, found in 2",
        "in another order, expected|evidence|, found in 1",
    })
    void oneThatIsNotWholeHandsOutNothingThatIsNotTheVeryContent(String name, String row, String found) {
        alter(Frames.join(
                List.of(row.split("\\|", -1)).stream().map(Bytes::utf8).toList()));
        var answers = List.of(EVIDENCE, EXPECTED, RESULT).stream()
                .map(content -> read(BUNDLE, content))
                .toList();
        assertThat("found in "
                        + answers.stream()
                                .filter(answer -> answer instanceof Content.Found)
                                .count())
                .isEqualTo(found);
        assertThat(answers).allMatch(answer -> !(answer instanceof Content.NotFound));
        assertThat(store.problems())
                .singleElement()
                .asString()
                .contains(BUNDLE.key().hex());
    }

    @Test
    void oneThatCannotBeTakenApartIsDamaged() {
        alter(Bytes.of(0, 0, 0, 9, 1));
        assertThat(read(BUNDLE, EVIDENCE)).isInstanceOf(Content.Corrupt.class);
        assertThat(store.problems()).singleElement().asString().contains("taken apart");
    }

    private Content read(Bundle bundle, Bytes content) {
        return store.content().getNow(bundle, content.sha256());
    }

    private static Bundle bundle(Instant at, Bytes... contents) {
        return new Bundle(at, List.of(contents).stream().map(Bytes::sha256).toList());
    }

    private void alter(Bytes row) {
        store.close();
        var database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20));
        try (var batch = new WriteBatch()) {
            database.put(batch, Family.CONTENT, BUNDLE.key().toArray(), row.toArray());
            database.write(batch, true);
        }
        database.close();
        store = TestStores.open(folder);
    }
}
