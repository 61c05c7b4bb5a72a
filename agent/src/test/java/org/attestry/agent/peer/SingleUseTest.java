package org.attestry.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.attestry.agent.peer.SingleUse.Redemption;
import org.attestry.agent.peer.SingleUse.Why;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;

class SingleUseTest {
    private static final Duration TTL = Duration.ofMinutes(2);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final SingleUse<String> nonces = new SingleUse<>(clock, new SecureRandom(), TTL, 3);

    @Test
    void aNonceIsGoodOnce() {
        var nonce = nonces.issue("state").orElseThrow();
        assertThat(nonces.redeem(nonce)).isEqualTo(new Redemption.Redeemed<>("state"));
        assertRefused(nonce, Why.SPENT);
    }

    @Test
    void aNonceIsGoodToTheLastNanosecondAndNoLonger() {
        var nonce = nonces.issue("a").orElseThrow();
        var other = nonces.issue("b").orElseThrow();
        now.updateAndGet(instant -> instant.plus(TTL).minusNanos(1));
        assertThat(nonces.redeem(nonce)).isEqualTo(new Redemption.Redeemed<>("a"));
        now.updateAndGet(instant -> instant.plusNanos(1));
        assertRefused(other, Why.EXPIRED);
        assertRefused(other, Why.UNKNOWN);
    }

    @Test
    void aClockThatIsSetBackLengthensNothing() {
        var nonce = nonces.issue("a").orElseThrow();
        now.updateAndGet(instant -> instant.plus(TTL));
        assertThat(nonces.issue("later")).isPresent();
        now.updateAndGet(instant -> instant.minus(TTL.multipliedBy(2)));
        assertRefused(nonce, Why.UNKNOWN);
        var made = nonces.issue("b").orElseThrow();
        now.updateAndGet(instant -> instant.plus(TTL.multipliedBy(3)));
        assertRefused(made, Why.EXPIRED);
    }

    @Test
    void whatIsNotExactlyTheNonceIsUnknown() {
        var nonce = nonces.issue("a").orElseThrow();
        for (var other : List.of(
                nonce.slice(0, 31),
                Bytes.concat(nonce, Bytes.of(0)),
                Bytes.copyOf(new byte[32]),
                Bytes.EMPTY,
                nonce.reversed(),
                Bytes.concat(nonce.slice(0, 16), Bytes.copyOf(new byte[16])))) {
            assertRefused(other, Why.UNKNOWN);
        }
        assertThat(nonces.redeem(nonce)).isEqualTo(new Redemption.Redeemed<>("a"));
    }

    @Test
    void whoeverAsksForManyPushesOutNobody() {
        var first = nonces.issue("a").orElseThrow();
        assertThat(nonces.issue("b")).isPresent();
        assertThat(nonces.issue("c")).isPresent();
        assertThat(nonces.issue("d")).isEmpty();
        assertThat(nonces.redeem(first)).isEqualTo(new Redemption.Redeemed<>("a"));
        now.updateAndGet(instant -> instant.plus(TTL));
        assertThat(nonces.issue("d")).isPresent();
    }

    @Test
    void aForeignNonceIsGoodOnceAndAnOwnOneIsRedeemedByTheClaim() {
        var foreign = Bytes.utf8("made by a relying party");
        assertThat(nonces.claim(foreign, "x")).isEmpty();
        assertThat(nonces.claim(foreign, "x")).contains(Why.SPENT);
        var own = nonces.issue("a").orElseThrow();
        assertThat(nonces.claim(own, "x")).isEmpty();
        assertRefused(own, Why.SPENT);
    }

    @Test
    void ofManyAtOnceOneRedeems() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 200; round++) {
                var store = new SingleUse<String>(clock, new SecureRandom(), TTL, 3);
                var nonce = store.issue("a").orElseThrow();
                Callable<Boolean> redeem = () -> store.redeem(nonce) instanceof Redemption.Redeemed<String>;
                var good = 0;
                for (Future<Boolean> result : threads.invokeAll(
                        IntStream.range(0, 16).mapToObj(_ -> redeem).toList())) {
                    if (result.get()) good++;
                }
                assertThat(good).isEqualTo(1);
            }
        }
    }

    @Test
    void noncesAreOf32OctetsAndDoNotRepeat() {
        var seen = new HashSet<Bytes>();
        for (int i = 0; i < 100_000; i++) seen.add(nonces.fresh());
        assertThat(seen).hasSize(100_000).allMatch(nonce -> nonce.size() == 32);
    }

    private void assertRefused(Bytes nonce, Why why) {
        assertThat(nonces.redeem(nonce)).isEqualTo(new Redemption.Refused<>(why));
    }
}
