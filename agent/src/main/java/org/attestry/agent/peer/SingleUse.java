package org.attestry.agent.peer;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.attestry.bytes.Bytes;

/**
 * Nonces of this agent, each good for one use within its time, with what was being done when it was made.
 *
 * <p>There are at most {@code capacity} at a time: when all are open, no more are made until one is used or ends, so that whoever asks
 * for many cannot push out those of others. A clock that is set back never lengthens a nonce's time.
 *
 * @param <S> what is kept with a nonce
 */
public final class SingleUse<S> {
    /** The size of a nonce, in octets. */
    public static final int SIZE = 32;

    private final Clock clock;
    private final SecureRandom random;
    private final Duration ttl;
    private final int capacity;
    private final Map<Bytes, Entry<S>> entries = new LinkedHashMap<>();
    private Instant latest = Instant.MIN;

    private record Entry<S>(S state, Instant expiresAt, boolean spent) {}

    /** Why a nonce is not good. */
    public enum Why {
        /** Not of this agent, or long gone. */
        UNKNOWN,
        /** Used before. */
        SPENT,
        /** Too late. */
        EXPIRED
    }

    /** What redeeming came to. */
    public sealed interface Redemption<S> {
        /** The nonce is good, and was used by this. */
        record Redeemed<S>(S state) implements Redemption<S> {}

        /** It is not. */
        record Refused<S>(Why why) implements Redemption<S> {}
    }

    /** {@code ttl} from issue to expiry; {@code capacity} at least 1. */
    public SingleUse(Clock clock, SecureRandom random, Duration ttl, int capacity) {
        this.clock = clock;
        this.random = random;
        this.ttl = ttl;
        this.capacity = capacity;
    }

    /** 32 random octets, not yet good for anything. */
    public Bytes fresh() {
        var octets = new byte[SIZE];
        random.nextBytes(octets);
        return Bytes.copyOf(octets);
    }

    /** A new nonce that is good for one use; empty where there are too many already. */
    public Optional<Bytes> issue(S state) {
        var nonce = fresh();
        return put(nonce, state) ? Optional.of(nonce) : Optional.empty();
    }

    /** Whether one more would be too many now; whoever then puts one may still be told so. */
    public synchronized boolean isFull() {
        sweep();
        return entries.size() >= capacity;
    }

    /** Makes {@code nonce} good for one use; false where there are too many already, or this one was put before. */
    public synchronized boolean put(Bytes nonce, S state) {
        if (isFull() || entries.containsKey(nonce)) return false;
        entries.put(nonce, new Entry<>(state, latest.plus(ttl), false));
        return true;
    }

    /** Uses {@code nonce}. Of any number of callers at once, one is told that it is good. */
    public synchronized Redemption<S> redeem(Bytes nonce) {
        var entry = entries.get(nonce);
        sweep();
        if (entry == null) return new Redemption.Refused<>(Why.UNKNOWN);
        if (!latest.isBefore(entry.expiresAt())) return new Redemption.Refused<>(Why.EXPIRED);
        if (entry.spent()) return new Redemption.Refused<>(Why.SPENT);
        entries.put(nonce, new Entry<>(entry.state(), entry.expiresAt(), true));
        return new Redemption.Redeemed<>(entry.state());
    }

    /**
     * Uses a nonce that somebody else made: the first use is good, within the time of this store no second one is. One of our own is
     * redeemed.
     */
    public synchronized Optional<Why> claim(Bytes nonce, S state) {
        return switch (redeem(nonce)) {
            case Redemption.Redeemed<S> _ -> Optional.empty();
            case Redemption.Refused<S>(var why)
            when why == Why.UNKNOWN && put(nonce, state) -> {
                var _ = redeem(nonce);
                yield Optional.empty();
            }
            case Redemption.Refused<S>(var why) -> Optional.of(why);
        };
    }

    /** In order of issue, so the oldest are first; the instant only ever grows. */
    private void sweep() {
        var now = clock.instant();
        if (now.isAfter(latest)) latest = now;
        for (var oldest = entries.values().iterator(); oldest.hasNext(); ) {
            if (latest.isBefore(oldest.next().expiresAt())) break;
            oldest.remove();
        }
    }
}
