package org.attestry.persistence.rocksdb;

import org.attestry.bytes.Bytes;

/**
 * What one event only may have: a row under a key that no other can claim then.
 *
 * @param row its body, which ends in the number of the event that has it
 * @param by that number
 */
record Claim(RowKey key, Bytes row, long by) {
    /** That the event at {@code place} ({@link Keys#numbered}) has this name. */
    static Claim ofName(String name, byte[] place) {
        return new Claim(
                new RowKey(Family.NAMES, Bytes.copyOf(Keys.name(name))), Bytes.copyOf(place), Keys.number(place));
    }

    /** The number of the event that has it by a row with this body. */
    static long holder(Bytes row) {
        return Keys.number(row.toArray());
    }
}
