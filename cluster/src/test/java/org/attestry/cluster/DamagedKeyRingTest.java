package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import org.attestry.persistence.rocksdb.StoreRefused;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start without the keys that the journal had is refused at once, as damage: trying again would not help. */
@Tag("integration")
final class DamagedKeyRingTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {"heads", "events"})
    void whoseRowsAreGone(String family) throws Exception {
        TestNode.start(data).close();
        new StoreDamage(data).take(family, key -> key.startsWith("KeyRing|"));
        refusedAsDamaged();
    }

    @Test
    void whoseEventsCannotBeRead() throws Exception {
        TestNode.start(data).close();
        new StoreDamage(data).spoil("events", key -> key.startsWith("KeyRing|"));
        refusedAsDamaged();
    }

    private void refusedAsDamaged() {
        long begun = System.nanoTime();
        var refused = catchThrowableOfType(
                StoreRefused.class, () -> TestNode.start(data).close());
        assertThat(refused.why()).isEqualTo(StoreRefused.Why.DAMAGED);
        assertThat(refused).hasMessageContaining("KeyRing|cluster").hasMessageContaining("restore a backup");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(AT_ONCE);
    }
}
