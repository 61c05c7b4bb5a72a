package org.attestry.persistence.rocksdb;

import org.apache.pekko.persistence.CapabilityFlag;
import org.apache.pekko.persistence.japi.snapshot.JavaSnapshotStoreSpec;

/** Pekko's own suite for snapshot stores. */
public class RocksSnapshotsSpec extends JavaSnapshotStoreSpec {
    public RocksSnapshotsSpec() {
        super(TestStores.config(RocksJournalSpec.folder()));
    }

    @Override
    public CapabilityFlag supportsMetadata() {
        return CapabilityFlag.on();
    }
}
