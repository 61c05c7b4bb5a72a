package org.attestry.cluster.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.ReadOnlyContents;
import org.attestry.cluster.entity.FoundDamage;
import org.attestry.persistence.content.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Policies in force whose source cannot be read are tried again in turn: none waits for another that stays as it is. */
@Timeout(60)
final class StuckPoliciesTest {
    private static final List<String> TENANTS = List.of("first", "second", "third");

    private final ActorTestKit actors = ActorTestKit.create("stuck-policies-test");
    private final FakeReads reads = new FakeReads();
    private final List<Bytes> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        actors.shutdownTestKit();
    }

    private Content missing(Bytes digest) {
        asked.add(digest);
        return new Content.NotFound(digest);
    }

    @Test
    void eachIsTriedAgainInItsTurn() {
        TENANTS.forEach(tenant -> CatalogReaderTest.addPolicy(reads, tenant, Bytes.utf8(tenant)));
        var keeper = actors.spawn(CatalogKeeper.create(
                CatalogReaderTest.reader(reads, new ReadOnlyContents(this::missing)),
                new AtomicReference<>(Catalog.EMPTY),
                Runnable::run,
                new FoundDamage(_ -> {}),
                InstantSource.fixed(Instant.EPOCH)));
        actors.createTestProbe().awaitAssert(() -> {
            keeper.tell(new CatalogKeeper.Message.Changed());
            assertThat(asked).hasSizeGreaterThanOrEqualTo(9);
            return true;
        });
        var first = List.copyOf(asked);
        var turn = TENANTS.stream().map(Bytes::utf8).toList();
        for (int begin = 0; begin < 9; begin += 3)
            assertThat(first.subList(begin, begin + 3)).as("from " + begin).isEqualTo(turn);
    }
}
