package org.attestry.persistence.rocksdb;

import java.time.Instant;
import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.persistence.codec.Unreadable;
import org.attestry.persistence.content.NamesContents;
import org.attestry.persistence.fence.Named;
import org.attestry.persistence.fence.RedeemsNonce;

/** Holds what events say against the store: their names, the nonces that they spent, there and back, and what they name of the contents. */
final class EventMeanings {
    private final Database database;
    private final Vocabulary vocabulary;
    private final Instant now;
    private final StoreProblems problems;
    private final NamedContents contents;

    /** {@code now} decides which nonces have to be refused still; the rows of others may have been dropped. */
    EventMeanings(Database database, Vocabulary vocabulary, Instant now, StoreProblems problems) {
        this.database = database;
        this.vocabulary = vocabulary;
        this.now = now;
        this.problems = problems;
        this.contents = new NamedContents(new ContentReads(database), problems);
    }

    /** Each event in the order of its id. */
    void check(StoredEvent stored) {
        var place = stored.position();
        var what = "event " + place.sequenceNr() + " of " + place.persistenceId();
        problems.attempt(Family.EVENTS, what + " cannot be read: ", () -> {
            var event = vocabulary.read(stored);
            problems.attempt(Family.EVENTS, () -> vocabulary.follows(stored, event));
            if (event instanceof Named named && !stored.name().equals(Optional.of(named.eventName())))
                problems.add(Family.EVENTS, what + " is not called what it says: " + named.eventName());
            if (event instanceof RedeemsNonce redeems)
                problems.attempt(Family.FENCES, () -> nonce(what, place, redeems));
            if (event instanceof NamesContents names) contents.check(what, names);
        });
    }

    private void nonce(String what, EventPosition place, RedeemsNonce event) {
        var fence = event.nonceFence();
        var claim = new FenceRow(event.fenceUntil(), place.persistenceId(), place.sequenceNr()).of(fence);
        if (!isKept(claim) && !event.fenceUntil().isBefore(now))
            problems.add(Family.FENCES, what + " spent a nonce that is not kept as spent");
    }

    private boolean isKept(Claim claim) {
        var key = claim.key().key().toArray();
        return database.get(Family.FENCES, key)
                .filter(row -> Bytes.copyOf(row)
                        .equals(Bytes.copyOf(
                                Seal.close(Family.FENCES, key, claim.row().toArray()))))
                .isPresent();
    }

    /** A row of the fences; up to {@code deletedTo} events of the id that it names were deleted on purpose. */
    void fence(byte[] key, FenceRow fence, long deletedTo) {
        if (fence.by() > deletedTo && !spent(key, fence))
            problems.add(
                    Family.FENCES,
                    "a nonce is kept as spent by event " + fence.by() + " of " + fence.persistenceId()
                            + ", which did not");
    }

    /** Whether the event that {@code fence} names spent this nonce; one that cannot be read is told by itself. */
    private boolean spent(byte[] key, FenceRow fence) {
        var id = fence.persistenceId();
        var place = Keys.numbered(id, fence.by());
        var row = database.get(Family.EVENTS, place);
        if (row.isEmpty()) return false;
        Object event;
        try {
            var parsed = EventRow.parse(Seal.open(Family.EVENTS, place, row.get()));
            event = vocabulary.read(RocksReads.stored(id, fence.by(), parsed));
        } catch (CorruptStore | Malformed | Unreadable e) {
            return true;
        }
        return event instanceof RedeemsNonce redeems
                && Bytes.copyOf(Keys.fence(redeems.nonceFence())).equals(Bytes.copyOf(key));
    }
}
