package org.attestry.persistence.rocksdb;

import java.util.Optional;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;

/**
 * The body of a row of the events family, version 2.
 *
 * @param order place in the order of all writes of the store, from 1
 * @param epoch the recovery after which it was written, from 1; its writer changes only where the epoch does
 * @param writtenAt milliseconds since 1970
 */
record EventRow(
        long order,
        long epoch,
        long writtenAt,
        String writer,
        Optional<String> name,
        Optional<Payload> metadata,
        Payload payload) {
    private static final int VERSION = 2;

    byte[] body() {
        var out = new RowWriter()
                .u8(VERSION)
                .i64(order)
                .i64(epoch)
                .i64(writtenAt)
                .text(writer)
                .u8(name.isPresent() ? 1 : 0);
        name.ifPresent(out::text);
        var _ = out.u8(metadata.isPresent() ? 1 : 0);
        metadata.ifPresent(present -> present.writeTo(out));
        payload.writeTo(out);
        return out.body();
    }

    static EventRow parse(Bytes body) {
        var in = new Reader(body);
        if (in.u8("version") != VERSION)
            throw new CorruptStore("an event row of a version that this release never wrote");
        long order = in.u64be("order");
        long epoch = in.u64be("epoch");
        long writtenAt = in.u64be("written at");
        var writer = RowWriter.text(in, "writer");
        Optional<String> name = in.u8("named") == 1 ? Optional.of(RowWriter.text(in, "name")) : Optional.empty();
        Optional<Payload> metadata = in.u8("metadata") == 1 ? Optional.of(Payload.readFrom(in)) : Optional.empty();
        var payload = Payload.readFrom(in);
        in.end();
        return new EventRow(order, epoch, writtenAt, writer, name, metadata, payload);
    }
}
