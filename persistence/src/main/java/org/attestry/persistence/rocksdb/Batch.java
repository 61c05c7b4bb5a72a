package org.attestry.persistence.rocksdb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.fence.Fence;
import org.rocksdb.WriteBatch;

/**
 * The rows that one write to the disk will hold, and the heads and fences as they will be after it.
 *
 * <p>Used by the committer's thread alone. Whoever stages checks first and stages afterwards: what is staged is written.
 */
final class Batch implements AutoCloseable {
    private final Database database;
    private final HeadCache cache;
    private final RecentContents recent;
    private final WriteBatch rows = new WriteBatch();
    private final Map<String, Head> heads = new HashMap<>();
    private final Map<Bytes, FenceRow> fences = new HashMap<>();
    private final Map<Bytes, Bytes> contents = new LinkedHashMap<>();
    private long order;
    private boolean sync;

    /** {@code order} is the last place in the global order that is taken. */
    Batch(Database database, HeadCache cache, RecentContents recent, long order) {
        this.database = database;
        this.cache = cache;
        this.recent = recent;
        this.order = order;
    }

    /** The head of an id; empty if nothing was ever written for it. */
    Optional<Head> head(String persistenceId) {
        var staged = heads.get(persistenceId);
        if (staged != null) return Optional.of(staged);
        return cache.get(persistenceId).or(() -> new History(database, persistenceId).head());
    }

    /** The row of a fence; empty if it is not taken. */
    Optional<FenceRow> fence(Fence fence) {
        var key = Keys.fence(fence);
        var staged = fences.get(Bytes.copyOf(key));
        if (staged != null) return Optional.of(staged);
        return database.get(Family.FENCES, key).map(row -> FenceRow.parse(fence, Seal.open(Family.FENCES, key, row)));
    }

    void putHead(String persistenceId, Head head) {
        heads.put(persistenceId, head);
        put(Family.HEADS, Keys.id(persistenceId), head.body());
    }

    /** Stages the event with its place in the order, its tags and its fence. */
    void putEvent(String persistenceId, long epoch, NewEvent event) {
        order++;
        var row = new EventRow(
                order, epoch, event.writtenAt(), event.writer(), event.tags(), event.metadata(), event.payload());
        put(Family.EVENTS, Keys.numbered(persistenceId, event.sequenceNr()), row.body());
        var place = Keys.numbered(persistenceId, event.sequenceNr());
        put(Family.INDEX, Keys.order(order), place);
        for (var tag : event.tags()) put(Family.INDEX, Keys.tagged(tag, order), place);
        event.fences().forEach(this::putFence);
    }

    private void putFence(FenceRow fence) {
        var key = fence.key();
        fences.put(Bytes.copyOf(key), fence);
        put(Family.FENCES, key, fence.body());
    }

    /** Stages content under its digest, by which it proves itself; writing what is there already would change nothing. */
    void putContent(Bytes digest, Bytes octets) {
        if (recent.contains(digest) || contents.putIfAbsent(digest, octets) != null) return;
        database.put(rows, Family.CONTENT, digest.toArray(), octets.toArray());
    }

    void put(Family family, byte[] key, byte[] body) {
        database.put(rows, family, key, Seal.close(family, key, body));
    }

    void delete(Family family, byte[] key) {
        database.delete(rows, family, key);
    }

    /** Demands that the batch is on the disk before anybody hears of it. */
    void requireSync() {
        sync = true;
    }

    /** The last place in the global order after this batch. */
    long order() {
        return order;
    }

    /** The octets staged so far, about. */
    long size() {
        return rows.getDataSize();
    }

    void write() {
        if (rows.count() == 0) return;
        database.write(rows, sync);
        cache.written(heads);
        recent.written(contents);
        if (sync) recent.synced();
    }

    @Override
    public void close() {
        rows.close();
    }
}
