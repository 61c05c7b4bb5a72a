package org.attestry.cluster.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.attestry.persistence.rocksdb.CorruptStore;
import org.junit.jupiter.api.Test;

/** What an entity with damaged events was asked, and what of it is refused: each thing that it has not taken up, once. */
final class RecoveryTest {
    private final List<String> refused = new ArrayList<>();
    private final List<Throwable> found = new ArrayList<>();
    private final AtomicReference<Recovery<String>> recovery = new AtomicReference<>();

    /** An entity that takes up nothing by itself, as one that recovers or writes. */
    private final BehaviorTestKit<String> entity =
            BehaviorTestKit.create(Recovery.guarding(String.class, refused::add, found::add, told -> {
                recovery.set(told);
                return Behaviors.receive(String.class)
                        .onAnyMessage(_ -> Behaviors.same())
                        .build();
            }));

    private void asked(String... commands) {
        for (var command : commands) entity.run(command);
    }

    private void foundDamaged() {
        var damage = new CorruptStore("event 1 is damaged");
        recovery.get().failed(damage);
        assertThat(found).containsExactly(damage);
    }

    @Test
    void whatCameBeforeTheDamageWasFoundIsRefusedThenAndWhatComesLaterAtOnce() {
        asked("a", "b");
        assertThat(refused).isEmpty();
        foundDamaged();
        assertThat(refused).containsExactly("a", "b");
        asked("c");
        assertThat(refused).containsExactly("a", "b", "c");
    }

    @Test
    void whatTheEntityTookUpIsNotRefusedNorWhatPekkoDroppedBefore() {
        asked("a", "dropped", "b", "c");
        recovery.get().taken("a");
        recovery.get().taken("b");
        foundDamaged();
        assertThat(refused).containsExactly("c");
    }

    @Test
    void anotherFailureRefusesNothingAndForgetsNothing() {
        asked("a");
        recovery.get().failed(new IllegalStateException("the disk is away"));
        assertThat(found).isEmpty();
        assertThat(refused).isEmpty();
        foundDamaged();
        assertThat(refused).containsExactly("a");
    }

    @Test
    void noMoreAreKeptThanPekkoKeepsAndWhatIsTakenUpMakesRoom() {
        IntStream.range(0, Recovery.MOST_WAITING + 2).forEach(i -> asked("c" + i));
        recovery.get().taken("c0");
        recovery.get().taken("c" + Recovery.MOST_WAITING); // came when there was no room: it stands for no other
        asked("last");
        foundDamaged();
        assertThat(refused)
                .hasSize(Recovery.MOST_WAITING)
                .startsWith("c1")
                .endsWith("c" + (Recovery.MOST_WAITING - 1), "last");
    }
}
