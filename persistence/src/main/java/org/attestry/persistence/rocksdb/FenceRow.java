package org.attestry.persistence.rocksdb;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;
import org.attestry.persistence.fence.Fence;

/** That a fence is taken, and the sequence number of the event that took it. */
record FenceRow(Fence.Taken taken, long redeemedAt) {
    /** For whoever asks a row for its time alone: which fence it is stands in its key. */
    static final Fence UNNAMED = new Fence("", Bytes.EMPTY);

    Fence fence() {
        return taken.fence();
    }

    byte[] key() {
        return Keys.fence(fence());
    }

    byte[] body() {
        return new RowWriter()
                .i64(taken.until().getEpochSecond())
                .i64(redeemedAt)
                .body();
    }

    /** The row of {@code fence} with this body. */
    static FenceRow parse(Fence fence, Bytes body) {
        var in = new Reader(body);
        var until = Instant.ofEpochSecond(in.u64be("until"));
        var row = new FenceRow(fence.takenUntil(until), in.u64be("redeemed at"));
        in.end();
        return row;
    }
}
