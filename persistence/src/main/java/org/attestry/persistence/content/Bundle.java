package org.attestry.persistence.content;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.attestry.bytes.Bytes;

/**
 * The contents that one record names and hardly any other will, kept in one row: whoever has the record finds it.
 *
 * @param at when they came together, which puts the rows in an order in which new ones are written side by side
 * @param digests the SHA-256 of each, 32 octets, in their order
 */
public record Bundle(Instant at, List<Bytes> digests) {
    /** That of whoever has all contents by themselves. */
    public static final Bundle NONE = new Bundle(Instant.EPOCH, List.of());

    /** No list changes. */
    public Bundle {
        digests = List.copyOf(digests);
    }

    /** The key of the row: milliseconds since 1970, 64 bits, big endian, and the SHA-256 over the digests. */
    public Bytes key() {
        var time = ByteBuffer.allocate(Long.BYTES).putLong(at.toEpochMilli()).array();
        return Bytes.concat(Bytes.copyOf(time), named());
    }

    private Bytes named() {
        return Bytes.concat(digests.toArray(Bytes[]::new)).sha256();
    }
}
