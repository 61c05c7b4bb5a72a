package org.attestry.persistence.rocksdb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The heads as the disk has them, of the ids that were written last; used by the committer's thread alone. */
final class HeadCache {
    private static final int LIMIT = 20_000;

    private final Map<String, Head> heads = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Head> eldest) {
            return size() > LIMIT;
        }
    };

    Optional<Head> get(String persistenceId) {
        return Optional.ofNullable(heads.get(persistenceId));
    }

    /** Takes the heads of a batch that was written. */
    void written(Map<String, Head> batch) {
        heads.putAll(batch);
    }

    /** Forgets all, when nobody knows what the disk has. */
    void clear() {
        heads.clear();
    }
}
