package org.attestry.verifier.snp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/**
 * Keeps the verified endorsements that were asked for last, keyed by a digest of every byte they were verified from.
 *
 * <p>An entry says nothing of any evidence and nothing of validity. What did not verify is not kept, so nobody can push entries out
 * who has nothing genuine.
 */
final class VerifiedCache<V> {
    private final Map<Bytes, V> entries;

    /** A cache of at most {@code capacity} entries, each a few kilobytes. */
    VerifiedCache(int capacity) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Bytes, V> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<V> get(Bytes key) {
        return Optional.ofNullable(entries.get(key));
    }

    synchronized void put(Bytes key, V verified) {
        entries.put(key, verified);
    }

    synchronized int size() {
        return entries.size();
    }
}
