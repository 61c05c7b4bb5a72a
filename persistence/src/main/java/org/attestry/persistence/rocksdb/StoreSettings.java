package org.attestry.persistence.rocksdb;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The bounds of a store; {@code reference.conf} says what each is for.
 *
 * @param queue writes that may wait for the disk before more are refused
 * @param batchOctets octets of payload after which one synced batch is closed
 * @param cacheOctets octets of memory for blocks read from disk
 * @param maxContentOctets the largest content that is kept
 * @param fenceGrace how long a fence row outlives its own time
 * @param retryEvery how often a failing store tries to write again
 */
public record StoreSettings(
        int queue, int batchOctets, long cacheOctets, int maxContentOctets, Duration fenceGrace, Duration retryEvery) {
    public StoreSettings {
        require(queue >= 16, "queue is at least 16");
        require(batchOctets >= 4096, "batch-size is at least 4 KiB");
        require(cacheOctets >= 1 << 20, "cache-size is at least 1 MiB");
        require(maxContentOctets >= 4096, "max-content-size is at least 4 KiB");
        require(!fenceGrace.isNegative(), "fence-grace is not negative");
        require(retryEvery.isPositive(), "retry-every is positive");
    }

    /** The values below {@code attestry.rocksdb.store}. */
    public static StoreSettings from(Config store) {
        return new StoreSettings(
                store.getInt("queue"),
                Math.toIntExact(store.getBytes("batch-size")),
                store.getBytes("cache-size"),
                Math.toIntExact(store.getBytes("max-content-size")),
                store.getDuration("fence-grace"),
                store.getDuration("retry-every"));
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) throw new IllegalArgumentException("attestry.rocksdb.store: " + sentence);
    }
}
