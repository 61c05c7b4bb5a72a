package org.attestry.persistence.rocksdb;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.attestry.bytes.Reader;
import org.attestry.persistence.fence.Fence;

/**
 * That a fence is taken; which one it is stands in the row's key.
 *
 * @param until until when the journal has to refuse that it is taken again
 * @param persistenceId the id whose event took it
 * @param by that event's sequence number
 */
record FenceRow(Instant until, String persistenceId, long by) {
    Claim of(Fence fence) {
        return new Claim(new RowKey(Family.FENCES, Bytes.copyOf(Keys.fence(fence))), body(), by);
    }

    private Bytes body() {
        var time = new RowWriter().i64(until.getEpochSecond()).body();
        return Bytes.concat(Bytes.copyOf(time), Bytes.copyOf(Keys.numbered(persistenceId, by)));
    }

    static FenceRow parse(Bytes body) {
        var in = new Reader(body);
        var until = Instant.ofEpochSecond(in.u64be("until"));
        var place = in.rest("place").toArray();
        var id = Keys.idOf(place)
                .filter(_ -> Keys.number(place) > 0)
                .orElseThrow(() -> new Malformed("place", "not that of an event"));
        return new FenceRow(until, id, Keys.number(place));
    }
}
