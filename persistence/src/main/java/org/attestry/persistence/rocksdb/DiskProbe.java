package org.attestry.persistence.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Finds out whether a folder's disk takes octets again, without touching what is stored. */
final class DiskProbe {
    /** Enough that a log and a manifest can be begun anew afterwards. */
    private static final int SIZE = 1 << 20;

    private DiskProbe() {}

    /** Writes, syncs and removes a file in {@code folder}, or throws {@link StoreUnavailable}. */
    static void write(Path folder) {
        var file = folder.resolve("attestry.probe");
        try (var channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var octets = ByteBuffer.allocate(SIZE);
            while (octets.hasRemaining()) channel.write(octets);
            channel.force(true);
        } catch (IOException e) {
            throw new StoreUnavailable("the disk of " + folder + " takes no writes: " + e.getMessage(), e);
        } finally {
            remove(file);
        }
    }

    private static void remove(Path file) {
        try {
            var _ = Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreUnavailable("the disk takes no writes: " + e.getMessage(), e);
        }
    }
}
