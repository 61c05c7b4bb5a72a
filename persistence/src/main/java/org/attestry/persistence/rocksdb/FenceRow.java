package org.attestry.persistence.rocksdb;

import java.time.Instant;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;

/** A spent nonce, by which event of its id, and until when the row has to stand. */
record FenceRow(Bytes nonceDigest, Instant until, long redeemedAt) {
    byte[] key(String persistenceId) {
        return Keys.fence(persistenceId, nonceDigest);
    }

    byte[] body() {
        return new RowWriter().i64(until.getEpochSecond()).i64(redeemedAt).body();
    }

    /** The row of {@code nonceDigest} with this body. */
    static FenceRow parse(Bytes nonceDigest, Bytes body) {
        var in = new Reader(body);
        var row = new FenceRow(nonceDigest, Instant.ofEpochSecond(in.u64be("until")), in.u64be("redeemed at"));
        in.end();
        return row;
    }
}
