package org.attestry.bytes;

/**
 * Reads a structure of fixed layout once, front to back; whatever is short, long or reserved is a {@link Malformed}.
 *
 * <p>Every read names the field of the specification, so that a refusal says where the bytes went wrong. Call
 * {@link #end()} last: bytes left over are as wrong as bytes missing.
 */
public final class Reader {
    private final Bytes source;
    private int position;

    /** A reader at the first octet of {@code source}. */
    public Reader(Bytes source) {
        this.source = source;
    }

    /** The offset of the next octet to be read. */
    public int position() {
        return position;
    }

    /** The number of octets not yet read. */
    public int remaining() {
        return source.size() - position;
    }

    /** An unsigned octet. */
    public int u8(String field) {
        return source.at(advance(field, 1));
    }

    /** A little-endian unsigned 16-bit integer. */
    public int u16(String field) {
        return (int) littleEndian(field, 2);
    }

    /** A little-endian unsigned 32-bit integer. */
    public long u32(String field) {
        return littleEndian(field, 4);
    }

    /** A little-endian 64-bit integer; its unsigned value is meant. */
    public long u64(String field) {
        return littleEndian(field, 8);
    }

    /** A big-endian unsigned 16-bit integer. */
    public int u16be(String field) {
        return (int) bigEndian(field, 2);
    }

    /** A big-endian unsigned 32-bit integer. */
    public long u32be(String field) {
        return bigEndian(field, 4);
    }

    /** A big-endian 64-bit integer; its unsigned value is meant. */
    public long u64be(String field) {
        return bigEndian(field, 8);
    }

    /** The next {@code length} octets. */
    public Bytes bytes(String field, int length) {
        int from = advance(field, length);
        return source.slice(from, from + length);
    }

    /** The next {@code length} octets, which may be anything and mean nothing to us. */
    public void skip(String field, int length) {
        advance(field, length);
    }

    /** The next {@code length} octets, which the format reserves: each must be zero. */
    public void zeros(String field, int length) {
        int from = advance(field, length);
        int any = 0;
        for (int i = 0; i < length; i++) any |= source.at(from + i);
        if (any != 0) throw new Malformed(field, "reserved octets are not zero");
    }

    /** Everything not yet read. */
    public Bytes rest(String field) {
        return bytes(field, remaining());
    }

    /** Refuses octets left over. */
    public void end() {
        if (remaining() != 0) throw new Malformed("end", remaining() + " octets follow the structure");
    }

    private long littleEndian(String field, int length) {
        int from = advance(field, length);
        long value = 0;
        for (int i = length - 1; i >= 0; i--) value = value << 8 | source.at(from + i);
        return value;
    }

    private long bigEndian(String field, int length) {
        int from = advance(field, length);
        long value = 0;
        for (int i = 0; i < length; i++) value = value << 8 | source.at(from + i);
        return value;
    }

    private int advance(String field, int length) {
        if (length < 0 || length > remaining()) {
            throw new Malformed(field, length + " octets wanted at offset " + position + ", " + remaining() + " left");
        }
        int from = position;
        position += length;
        return from;
    }
}
