package org.attestry.persistence.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.attestry.bytes.Bytes;
import org.attestry.persistence.fence.Fence;

/** Settings of stores in tests. */
final class TestStores {
    static final StoreSettings SETTINGS =
            new StoreSettings(4096, 1 << 20, 8 << 20, 1 << 20, Duration.ofHours(24), Duration.ofMillis(20));

    static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private TestStores() {}

    /** A store in {@code folder} whose clock stands still. */
    static RocksStore open(Path folder) {
        return RocksStore.open(folder, SETTINGS, InstantSource.fixed(NOW));
    }

    /** Event {@code number} by {@code writer} with this name, if any. */
    static NewEvent event(long number, String writer, String... name) {
        return new NewEvent(
                number,
                writer,
                NOW.toEpochMilli(),
                Arrays.stream(name).findFirst(),
                Optional.empty(),
                payload(number),
                Optional.empty());
    }

    /** Event {@code number} of {@code id} by {@code writer} that spends {@code nonce} within that id until then. */
    static NewEvent redemption(String id, long number, String writer, String nonce, Instant until) {
        return new NewEvent(
                number,
                writer,
                NOW.toEpochMilli(),
                Optional.empty(),
                Optional.empty(),
                payload(number),
                Optional.of(new FenceRow(until, id, number).of(new Fence(id, Bytes.utf8(nonce)))));
    }

    static Payload payload(long number) {
        return new Payload(77, "test-v1", Bytes.utf8("payload " + number));
    }

    /** Writes events {@code 1} to {@code count} of an id, each for itself, and waits until all are durable. */
    static void write(RocksStore store, String persistenceId, int count) {
        for (int number = 1; number <= count; number++) {
            assertThat(store.append(persistenceId, List.of(List.of(event(number, "writer"))))
                            .join())
                    .containsExactly(Optional.empty());
        }
    }

    /** What a check of {@code store} finds, whose events mean nothing. */
    static List<StoreProblem> problems(ReadOnlyStore store) {
        var found = new ArrayList<StoreProblem>();
        store.check(vocabulary(stored -> stored), NOW, found::add);
        return found;
    }

    /** Events that {@code read} gives, each of which may follow any other. */
    static Vocabulary vocabulary(Function<StoredEvent, Object> read) {
        return new Vocabulary() {
            @Override
            public Object read(StoredEvent stored) {
                return read.apply(stored);
            }

            @Override
            public void follows(StoredEvent stored, Object event) {}
        };
    }

    /** An actor system's configuration with both plugins on a store in {@code folder}. */
    static Config config(Path folder) {
        return ConfigFactory.parseMap(Map.of(
                        "attestry.rocksdb.store.folder", folder.toString(),
                        "pekko.persistence.journal.plugin", "attestry.rocksdb.journal",
                        "pekko.persistence.snapshot-store.plugin", "attestry.rocksdb.snapshot-store",
                        "pekko.loglevel", "WARNING",
                        "pekko.log-dead-letters", "off",
                        "pekko.loggers", List.of("org.apache.pekko.event.slf4j.Slf4jLogger")))
                .withFallback(ConfigFactory.load());
    }
}
