package org.attestry.persistence.rocksdb;

import java.util.LinkedHashMap;
import java.util.Map;
import org.attestry.bytes.Bytes;

/**
 * The contents that were written or asked for last: by digest, so that what comes with every evidence, as a vendor's certificates do, is not written
 * again each time; and with their octets as long as nothing says that they are on the disk. Used by the committer's thread alone.
 */
final class RecentContents {
    private static final int LIMIT = 4096;

    private final Map<Bytes, Boolean> digests = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
            return size() > LIMIT;
        }
    };
    private final Map<Bytes, Bytes> unsynced = new LinkedHashMap<>();
    private long unsyncedOctets;

    /** Whether it was written lately; asking for it is a use, so that what comes often stays. */
    boolean contains(Bytes digest) {
        return digests.get(digest) != null;
    }

    /** Takes the rows of contents of a batch that was written, by key; a bundle comes once, and no place is kept for it. */
    void written(Map<Bytes, Bytes> batch) {
        batch.forEach((key, octets) -> {
            if (key.size() == Keys.DIGEST) digests.put(key, true);
            if (unsynced.putIfAbsent(key, octets) == null) unsyncedOctets += octets.size();
        });
    }

    /** Takes note that all written so far is on the disk. */
    void synced() {
        unsynced.clear();
        unsyncedOctets = 0;
    }

    /** The octets that would be lost with the power. */
    long unsyncedOctets() {
        return unsyncedOctets;
    }

    /** The rows that were said to be kept, and would be lost with the power, by key. */
    Map<Bytes, Bytes> unsynced() {
        return Map.copyOf(unsynced);
    }

    /** After a write failed nobody knows what the disk has: everything counts as new again. */
    void forgetDigests() {
        digests.clear();
    }
}
