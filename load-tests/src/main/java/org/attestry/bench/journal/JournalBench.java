package org.attestry.bench.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.bench.Row;

/**
 * Durable events a second through real event-sourced entities on the embedded journal, beside the sync rate of the same disk.
 *
 * <p>Each entity has one event of 200 octets in flight. The sync rate is taken before and after each load and averaged, for disks and
 * neighbours change within seconds. Files are made below the folder that is given, and are left there for the caller to remove.
 */
public final class JournalBench {
    private static final double TARGET_AT_100 = 4;

    private final Path folder;
    private final Duration warmUp;
    private final Duration time;

    /** {@code time} is how long each load is counted, after {@code warmUp}. */
    public JournalBench(Path folder, Duration warmUp, Duration time) {
        this.folder = folder;
        this.warmUp = warmUp;
        this.time = time;
    }

    /** The rows for 1, 100 and 1000 entities; the one with 100 has the target. */
    public List<Row> run() throws IOException, InterruptedException {
        var rows = new ArrayList<Row>();
        for (int entities : new int[] {1, 100, 1000}) rows.addAll(run(entities));
        return rows;
    }

    private List<Row> run(int entities) throws IOException, InterruptedException {
        var load = new Load();
        double before = SyncRate.measure(folder, syncTime());
        double rate = loaded(entities, load);
        double syncs = (before + SyncRate.measure(folder, syncTime())) / 2;
        var name = "durable events, " + entities + (entities == 1 ? " entity" : " entities");
        return List.of(
                entities == 100
                        ? Row.atLeast(name, rate, "1/s", syncs, TARGET_AT_100)
                        : Row.beside(name, rate, "1/s", syncs),
                Row.measured(name + ", p50", load.millis(50), "ms"),
                Row.measured(name + ", p99", load.millis(99), "ms"));
    }

    private double loaded(int entities, Load load) throws IOException, InterruptedException {
        var data = Files.createTempDirectory(folder, "journal");
        var system = ActorSystem.create(entities(entities, load), "bench", config(data));
        try {
            return load.measure(warmUp, time);
        } finally {
            system.terminate();
            var _ = system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    private Duration syncTime() {
        return time.dividedBy(4);
    }

    private static Behavior<Void> entities(int count, Load load) {
        return Behaviors.setup(context -> {
            for (int i = 0; i < count; i++) {
                context.spawn(LoadedEntity.create("bench|" + i, load), "entity-" + i)
                        .tell(LoadedEntity.Command.GO);
            }
            return Behaviors.empty();
        });
    }

    private static Config config(Path data) {
        return ConfigFactory.parseMap(Map.of(
                        "attestry.rocksdb.store.folder",
                        data.toString(),
                        "pekko.persistence.journal.plugin",
                        "attestry.rocksdb.journal",
                        "pekko.persistence.snapshot-store.plugin",
                        "attestry.rocksdb.snapshot-store",
                        "pekko.persistence.max-concurrent-recoveries",
                        1000,
                        "pekko.loglevel",
                        "WARNING",
                        "pekko.actor.serializers.bench",
                        BenchSerializer.class.getName(),
                        "pekko.actor.serialization-bindings.\"" + LoadedEntity.Written.class.getName() + "\"",
                        "bench"))
                .withFallback(ConfigFactory.defaultReference())
                .resolve();
    }
}
