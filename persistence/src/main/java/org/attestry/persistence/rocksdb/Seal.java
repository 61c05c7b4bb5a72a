package org.attestry.persistence.rocksdb;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.attestry.bytes.Bytes;

/**
 * The checksum that ends every row: 16 octets of SHA-256 over family, key and body, so that a flipped bit and a row under another's key
 * both show.
 *
 * <p>It finds damage and mistakes. It is no secret: whoever may write the folder can make it anew, which the audit log is there for.
 */
final class Seal {
    private static final int SIZE = 16;
    private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Seal::sha256);

    private Seal() {}

    /** The row of {@code body} under {@code key}. */
    static byte[] close(Family family, byte[] key, byte[] body) {
        var row = Arrays.copyOf(body, body.length + SIZE);
        System.arraycopy(checksum(family, key, body, body.length), 0, row, body.length, SIZE);
        return row;
    }

    /**
     * The body of the row found under {@code key}.
     *
     * @throws CorruptStore if its checksum is another
     */
    static Bytes open(Family family, byte[] key, byte[] row) {
        int length = row.length - SIZE;
        if (length < 0 || !Arrays.equals(checksum(family, key, row, length), 0, SIZE, row, length, row.length)) {
            throw new CorruptStore("a row of family " + family.durableName() + " is damaged or not in its place: key "
                    + Bytes.copyOf(key).hex());
        }
        return Bytes.copyOf(row, 0, length);
    }

    private static byte[] checksum(Family family, byte[] key, byte[] body, int length) {
        var digest = DIGEST.get();
        digest.update(family.octets());
        digest.update(ByteBuffer.allocate(4).putInt(key.length).array());
        digest.update(key);
        digest.update(body, 0, length);
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is required of every Java platform", e);
        }
    }
}
