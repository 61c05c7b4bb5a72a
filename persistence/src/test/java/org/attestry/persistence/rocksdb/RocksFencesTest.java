package org.attestry.persistence.rocksdb;

import com.typesafe.config.Config;
import java.nio.file.Path;
import org.attestry.persistence.fence.FenceContract;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store keeps the contract of the fences. */
class RocksFencesTest extends FenceContract {
    @TempDir
    static Path folder;

    @Override
    protected Config config() {
        return TestStores.config(folder);
    }
}
