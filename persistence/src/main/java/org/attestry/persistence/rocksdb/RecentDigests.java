package org.attestry.persistence.rocksdb;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.attestry.bytes.Bytes;

/** The digests of the contents that this process wrote last; what vendors' certificates come to is written again with every evidence. */
final class RecentDigests {
    private static final int LIMIT = 4096;

    private final Set<Bytes> digests = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Boolean> eldest) {
            return size() > LIMIT;
        }
    }));

    boolean contains(Bytes digest) {
        return digests.contains(digest);
    }

    /** Remembers {@code written}, which a write that succeeded held. */
    void addAll(Collection<Bytes> written) {
        digests.addAll(written);
    }
}
