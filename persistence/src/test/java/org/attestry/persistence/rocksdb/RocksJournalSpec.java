package org.attestry.persistence.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pekko.persistence.CapabilityFlag;
import org.apache.pekko.persistence.japi.journal.JavaJournalSpec;

/** Pekko's own suite for journals. */
public class RocksJournalSpec extends JavaJournalSpec {
    public RocksJournalSpec() {
        super(TestStores.config(folder()));
    }

    /** An event that no serializer takes fails the write: a number that is used up and not written would be a gap. */
    @Override
    public CapabilityFlag supportsRejectingNonSerializableObjects() {
        return CapabilityFlag.off();
    }

    @Override
    public CapabilityFlag supportsMetadata() {
        return CapabilityFlag.on();
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("attestry-tck");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
