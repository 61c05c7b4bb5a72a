package org.attestry.persistence.rocksdb;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;
import org.attestry.persistence.fence.Fence;

/**
 * That a fence is taken; which one it is stands in the row's key.
 *
 * @param until until when the journal has to refuse that it is taken again
 * @param by the sequence number of the event that took it
 */
record FenceRow(Instant until, long by) {
    Claim of(Fence fence) {
        return new Claim(new RowKey(Family.FENCES, Bytes.copyOf(Keys.fence(fence))), body(), by);
    }

    private Bytes body() {
        return Bytes.copyOf(new RowWriter().i64(until.getEpochSecond()).i64(by).body());
    }

    static FenceRow parse(Bytes body) {
        var in = new Reader(body);
        var row = new FenceRow(Instant.ofEpochSecond(in.u64be("until")), in.u64be("redeemed at"));
        in.end();
        return row;
    }
}
