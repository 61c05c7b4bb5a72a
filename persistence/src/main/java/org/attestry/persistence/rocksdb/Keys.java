package org.attestry.persistence.rocksdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.attestry.persistence.fence.Fence;

/**
 * The keys of all families: text, a zero octet, then a big-endian number or octets, so that rows of one id stand together in order.
 *
 * <p>Ids therefore have no zero character, and no text that UTF-8 cannot carry: two ids never share a key.
 */
final class Keys {
    static final byte[] FORMAT = "format".getBytes(StandardCharsets.UTF_8);

    /** The octets of a key that is a digest by itself, as those of contents are; the key of a bundle is longer. */
    static final int DIGEST = 32;

    private static final int MAX_TEXT = 4096;
    private static final byte BY_ORDER = 'o';

    private Keys() {}

    /** The key of an id by itself. */
    static byte[] id(String persistenceId) {
        return text("persistence id", persistenceId);
    }

    /** The key of row {@code number} of an id. */
    static byte[] numbered(String persistenceId, long number) {
        var id = id(persistenceId);
        return ByteBuffer.allocate(id.length + 9)
                .put(id)
                .put((byte) 0)
                .putLong(number)
                .array();
    }

    /** The key of a fence. */
    static byte[] fence(Fence fence) {
        var digest = fence.digest();
        if (digest.isEmpty() || digest.size() > 64) {
            throw new IllegalArgumentException("what is fenced is named by 1 to 64 octets, not " + digest.size());
        }
        return prefixed(text("scope", fence.scope()), digest.toArray());
    }

    /** The index key of a place in the global order. */
    static byte[] order(long order) {
        return ByteBuffer.allocate(9).put(BY_ORDER).putLong(order).array();
    }

    /** The key of an event's name. */
    static byte[] name(String name) {
        return text("name", name);
    }

    /** What every index key of {@link #order} begins with. */
    static byte[] allOrders() {
        return new byte[] {BY_ORDER};
    }

    /** The number at the end of a key of {@link #numbered} or {@link #order}. */
    static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - 8);
    }

    /** What every key of rows of an id begins with in the families with more than one row an id. */
    static byte[] rowsOf(String persistenceId) {
        return prefixed(id(persistenceId), new byte[0]);
    }

    /** The text of a key that is an id or a name by itself. */
    static String textOf(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** The id of a key of {@link #numbered}. */
    static String idBefore(byte[] numberedKey) {
        return new String(numberedKey, 0, numberedKey.length - 9, StandardCharsets.UTF_8);
    }

    /** The id of a key of {@link #numbered}; empty if {@code key} is none. */
    static Optional<String> idOf(byte[] key) {
        try {
            var id = idBefore(key);
            return startsWith(key, rowsOf(id)) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException noId) {
            return Optional.empty();
        }
    }

    /** The least key that is above every key beginning with {@code prefix}, which ends in an octet below 0xff. */
    static byte[] after(byte[] prefix) {
        var end = prefix.clone();
        end[end.length - 1]++;
        return end;
    }

    static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static byte[] prefixed(byte[] text, byte[] rest) {
        return ByteBuffer.allocate(text.length + 1 + rest.length)
                .put(text)
                .put((byte) 0)
                .put(rest)
                .array();
    }

    private static byte[] text(String what, String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0
                || octets.length > MAX_TEXT
                || text.indexOf('\0') >= 0
                || !new String(octets, StandardCharsets.UTF_8).equals(text)) {
            throw new IllegalArgumentException(
                    "a " + what + " is 1 to " + MAX_TEXT + " octets of UTF-8 without a zero character");
        }
        return octets;
    }
}
