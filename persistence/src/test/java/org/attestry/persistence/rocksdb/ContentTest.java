package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.content.Content;
import org.attestry.persistence.content.ContentTooLarge;
import org.attestry.persistence.content.ContentUnavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.WriteBatch;

class ContentTest {
    private static final Bytes EVIDENCE = Bytes.utf8("evidence");

    @TempDir
    Path folder;

    private RocksStore store;

    @BeforeEach
    void open() {
        store = TestStores.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void contentComesBackUnderItsDigest() {
        var digest = store.content().put(EVIDENCE).toCompletableFuture().join();
        assertThat(digest).isEqualTo(EVIDENCE.sha256());
        assertThat(store.content().get(digest).toCompletableFuture().join())
                .isEqualTo(new Content.Found(digest, EVIDENCE));
        assertThat(store.content().putNow(EVIDENCE)).isEqualTo(digest);
        assertThat(store.content().getNow(digest).octetsOrThrow()).isEqualTo(EVIDENCE);
    }

    @Test
    void largeContentLiesInAFileApartAndComesBackWhenTheStoreIsOpenedAgain() throws IOException {
        var large = Bytes.copyOf(new byte[8192]);
        var digest = store.content().putNow(large);
        for (int i = 0; i < 2; i++) {
            store.close();
            open();
        }
        try (var files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".blob"))).isNotEmpty();
        }
        assertThat(store.content().getNow(digest)).isEqualTo(new Content.Found(digest, large));
        assertThat(store.problems()).isEmpty();
    }

    @Test
    void noOctetsAreContentToo() {
        assertThat(store.content().getNow(store.content().putNow(Bytes.EMPTY)).octetsOrThrow())
                .isEqualTo(Bytes.EMPTY);
    }

    @Test
    void contentThatWasNeverPutIsNotFound() {
        var digest = Bytes.utf8("something else").sha256();
        assertThat(store.content().getNow(digest)).isEqualTo(new Content.NotFound(digest));
        assertThatThrownBy(() -> store.content().getNow(digest).octetsOrThrow()).isInstanceOf(ContentUnavailable.class);
        assertThatThrownBy(() -> store.content().getNow(EVIDENCE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void contentAboveTheLimitIsRefused() {
        var large = Bytes.copyOf(new byte[TestStores.SETTINGS.maxContentOctets() + 1]);
        assertThatThrownBy(
                        () -> store.content().put(large).toCompletableFuture().join())
                .hasCauseInstanceOf(ContentTooLarge.class);
    }

    @Test
    void alteredContentIsNeverHandedOutAndHealsWhenItIsPutAgain() {
        var digest = store.content().putNow(EVIDENCE);
        store.close();
        var database = new Database(folder, path -> OpenRocks.readWrite(path, 8 << 20));
        try (var batch = new WriteBatch()) {
            database.put(
                    batch,
                    Family.CONTENT,
                    digest.toArray(),
                    Bytes.utf8("Evidence").toArray());
            database.write(batch, true);
        }
        database.close();

        open();
        assertThat(store.content().getNow(digest))
                .isEqualTo(new Content.Corrupt(digest, "its octets have another SHA-256"));
        assertThat(store.problems()).hasSize(1).first().asString().contains(digest.hex());
        store.content().putNow(EVIDENCE);
        assertThat(store.content().getNow(digest).octetsOrThrow()).isEqualTo(EVIDENCE);
    }

    @Test
    void aToolReadsContentWhileNoServiceRuns() throws Exception {
        var digest = store.content().putNow(EVIDENCE);
        store.close();
        try (var tool = ReadOnlyStore.open(folder)) {
            assertThat(tool.content(digest)).isEqualTo(new Content.Found(digest, EVIDENCE));
        }
        open();
    }
}
