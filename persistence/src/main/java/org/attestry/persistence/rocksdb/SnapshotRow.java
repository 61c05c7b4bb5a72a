package org.attestry.persistence.rocksdb;

import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;

/** The body of a row of the snapshots family, version 1; {@code takenAt} in milliseconds since 1970. */
record SnapshotRow(long takenAt, Optional<Payload> metadata, Payload payload) {
    private static final int VERSION = 1;

    byte[] body() {
        var out = new RowWriter().u8(VERSION).i64(takenAt).u8(metadata.isPresent() ? 1 : 0);
        metadata.ifPresent(present -> present.writeTo(out));
        payload.writeTo(out);
        return out.body();
    }

    static SnapshotRow parse(Bytes body) {
        var in = new Reader(body);
        if (in.u8("version") != VERSION)
            throw new CorruptStore("a snapshot row of a version that this release never wrote");
        long takenAt = in.u64be("taken at");
        Optional<Payload> metadata = in.u8("metadata") == 1 ? Optional.of(Payload.readFrom(in)) : Optional.empty();
        var payload = Payload.readFrom(in);
        in.end();
        return new SnapshotRow(takenAt, metadata, payload);
    }
}
