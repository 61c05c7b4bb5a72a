package org.attestry.persistence.rocksdb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.attestry.bytes.Bytes;

/**
 * The contents that were written last: by digest, so that what comes with every evidence, as a vendor's certificates do, is not written
 * again each time; and with their octets as long as nothing says that they are on the disk. Used by the committer's thread alone.
 */
final class RecentContents {
    private static final int LIMIT = 4096;

    private final Set<Bytes> digests = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
            return size() > LIMIT;
        }
    });
    private final Map<Bytes, Bytes> unsynced = new LinkedHashMap<>();
    private long unsyncedOctets;

    boolean contains(Bytes digest) {
        return digests.contains(digest);
    }

    /** Takes the contents of a batch that was written, by digest. */
    void written(Map<Bytes, Bytes> batch) {
        digests.addAll(batch.keySet());
        batch.forEach((digest, octets) -> {
            if (unsynced.putIfAbsent(digest, octets) == null) unsyncedOctets += octets.size();
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

    /** After a write failed nobody knows what the disk has: gives what was said to be kept and may not be, by digest. */
    Map<Bytes, Bytes> doubtful() {
        digests.clear();
        return Map.copyOf(unsynced);
    }
}
