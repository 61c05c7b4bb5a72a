package org.attestry.persistence.rocksdb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Reader;
import org.attestry.bytes.Utf8;

/** Writes the body of a row, big-endian; text is its UTF-8 length in two octets and its UTF-8, octets their length in four and themselves. */
final class RowWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    RowWriter u8(int value) {
        out.write(value);
        return this;
    }

    RowWriter u16(int value) {
        if (value < 0 || value > 0xffff) throw new IllegalArgumentException(value + " does not fit two octets");
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    RowWriter i32(int value) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
        return this;
    }

    RowWriter i64(long value) {
        out.writeBytes(ByteBuffer.allocate(8).putLong(value).array());
        return this;
    }

    RowWriter text(String text) {
        var octets = Utf8.octets(text);
        u16(octets.length);
        out.writeBytes(octets);
        return this;
    }

    RowWriter octets(Bytes octets) {
        i32(octets.size());
        out.writeBytes(octets.toArray());
        return this;
    }

    byte[] body() {
        return out.toByteArray();
    }

    /** Reads what {@link #text} wrote. */
    static String text(Reader in, String field) {
        return new String(in.bytes(field, in.u16be(field)).toArray(), StandardCharsets.UTF_8);
    }

    /** Reads what {@link #octets} wrote. */
    static Bytes octets(Reader in, String field) {
        return in.bytes(field, (int) Math.min(in.u32be(field), Integer.MAX_VALUE));
    }
}
