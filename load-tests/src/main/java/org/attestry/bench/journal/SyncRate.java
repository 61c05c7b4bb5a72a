package org.attestry.bench.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** How often a second the disk of a folder appends 4 KiB and syncs them (fdatasync): what one writer without batches could do. */
final class SyncRate {
    private static final int BLOCK = 4096;

    private SyncRate() {}

    /** Syncs a second, measured for {@code time}; the file is removed afterwards. */
    static double measure(Path folder, Duration time) throws IOException {
        var file = Files.createTempFile(folder, "sync", ".probe");
        try (var channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
            var block = ByteBuffer.allocateDirect(BLOCK);
            long begin = System.nanoTime();
            long end = begin + time.toNanos();
            long syncs = 0;
            while (System.nanoTime() < end) {
                channel.write(block.rewind());
                channel.force(false);
                syncs++;
            }
            return syncs * 1e9 / (System.nanoTime() - begin);
        } finally {
            Files.delete(file);
        }
    }
}
