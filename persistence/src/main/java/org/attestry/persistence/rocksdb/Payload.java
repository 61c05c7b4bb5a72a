package org.attestry.persistence.rocksdb;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;

/** Octets with the serializer and the manifest that read them. */
record Payload(int serializerId, String manifest, Bytes octets) {
    void writeTo(RowWriter out) {
        var _ = out.i32(serializerId).text(manifest).octets(octets);
    }

    static Payload readFrom(Reader in) {
        return new Payload(
                (int) in.u32be("serializer"), RowWriter.text(in, "manifest"), RowWriter.octets(in, "payload"));
    }
}
