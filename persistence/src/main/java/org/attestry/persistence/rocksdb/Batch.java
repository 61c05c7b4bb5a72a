package org.attestry.persistence.rocksdb;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.rocksdb.WriteBatch;

/**
 * The rows that one write to the disk will hold, and the heads and claims as they will be after it.
 *
 * <p>Used by the committer's thread alone. Whoever stages checks first and stages afterwards: what is staged is written.
 */
final class Batch implements AutoCloseable {
    private final Database database;
    private final HeadCache cache;
    private final RecentContents recent;
    private final WriteBatch rows = new WriteBatch();
    private final Map<String, Head> heads = new HashMap<>();
    private final Map<RowKey, Long> claims = new HashMap<>();
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

    /** The number of the event that has what is claimed by this row; empty if none has. */
    Optional<Long> holder(RowKey claimed) {
        var staged = claims.get(claimed);
        if (staged != null) return Optional.of(staged);
        var key = claimed.key().toArray();
        return database.get(claimed.family(), key).map(row -> Claim.holder(Seal.open(claimed.family(), key, row)));
    }

    void putHead(String persistenceId, Head head) {
        heads.put(persistenceId, head);
        put(Family.HEADS, Keys.id(persistenceId), head.body());
    }

    /** Stages the event with its place in the order and what it claims. */
    void putEvent(String persistenceId, long epoch, NewEvent event, List<Claim> claimed) {
        order++;
        var row = new EventRow(
                order, epoch, event.writtenAt(), event.writer(), event.name(), event.metadata(), event.payload());
        var place = Keys.numbered(persistenceId, event.sequenceNr());
        put(Family.EVENTS, place, row.body());
        put(Family.INDEX, Keys.order(order), place);
        claimed.forEach(this::putClaim);
    }

    private void putClaim(Claim claim) {
        claims.put(claim.key(), claim.by());
        put(claim.key().family(), claim.key().key().toArray(), claim.row().toArray());
    }

    /** Stages content under its digest, by which it proves itself; writing what is there already would change nothing. */
    void putContent(Bytes digest, Bytes octets) {
        if (!recent.contains(digest)) putContentRow(digest, octets);
    }

    /** Stages a row of contents, which needs no seal: digests in its key prove it. */
    void putContentRow(Bytes key, Bytes octets) {
        if (contents.putIfAbsent(key, octets) != null) return;
        database.put(rows, Family.CONTENT, key.toArray(), octets.toArray());
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
