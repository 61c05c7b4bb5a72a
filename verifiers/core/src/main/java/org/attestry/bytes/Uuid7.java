package org.attestry.bytes;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDs of version 7 (RFC 9562 section 5.7): names that stand in the order of their making, to the millisecond, and that hold as many random
 * bits as that leaves, 74.
 */
public final class Uuid7 {
    private Uuid7() {}

    /** A new one of {@code at}: 36 lower-case hexadecimal digits and hyphens. */
    public static String of(Instant at, RandomGenerator random) {
        var octets = new byte[16];
        random.nextBytes(octets);
        long time = at.toEpochMilli();
        var uuid = ByteBuffer.wrap(octets).putShort((short) (time >>> 32)).putInt((int) time);
        octets[6] = (byte) ((octets[6] & 0x0f) | 0x70);
        octets[8] = (byte) ((octets[8] & 0x3f) | 0x80);
        return new UUID(uuid.getLong(0), uuid.getLong(8)).toString();
    }
}
