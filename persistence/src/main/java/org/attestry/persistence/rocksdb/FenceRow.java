package org.attestry.persistence.rocksdb;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;
import org.attestry.persistence.fence.Fence;

/** A fence that is taken, and the sequence number of the event that took it. */
record FenceRow(Fence fence, long redeemedAt) {
    byte[] key() {
        return Keys.fence(fence.scope(), fence.digest());
    }

    byte[] body() {
        return new RowWriter()
                .i64(fence.until().getEpochSecond())
                .i64(redeemedAt)
                .body();
    }

    /** The row under {@code scope} and {@code digest} with this body. */
    static FenceRow parse(String scope, Bytes digest, Bytes body) {
        var in = new Reader(body);
        var until = Instant.ofEpochSecond(in.u64be("until"));
        var row = new FenceRow(new Fence(scope, digest, until), in.u64be("redeemed at"));
        in.end();
        return row;
    }
}
