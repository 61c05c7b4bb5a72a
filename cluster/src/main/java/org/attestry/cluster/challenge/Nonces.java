package org.attestry.cluster.challenge;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.crypto.Mac;
import org.attestry.bytes.Bytes;
import org.attestry.bytes.Utf8;
import org.attestry.cluster.keyring.Keys;

/**
 * Makes and checks nonces that certify themselves: issuing persists nothing, and an altered or foreign one is refused before anything
 * dear is done (ADR 2).
 *
 * <p>32 octets: {@code 10 random ‖ 4 mark ‖ u32be issue time in seconds ‖ u16be shard hint ‖ first 12 of HMAC-SHA-256}, the MAC being over
 * the 20 octets before it, tenant and node. The mark is the first 4 octets of HMAC-SHA-256 over random, time and hint: it says that a nonce
 * is ours where its node is not known. That a nonce was not redeemed before is not seen here but by the node's entity and the journal's
 * fence.
 */
public final class Nonces {
    /** The octets of a nonce. */
    public static final int SIZE = 32;

    /** The longest that nonces may live. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    /**
     * From when a nonce is issued to when nothing need remember that it is spent: what {@link #LONGEST} and the clock's skew are, and an
     * hour. It names the row of a spent nonce (ADR 12), so another value would free those that are spent: a new format of the data folder.
     */
    private static final Duration FENCED = Duration.ofSeconds(4202);

    private static final int RANDOM = 10;
    private static final int MARK = 4;
    private static final int TIMED = RANDOM + MARK;
    private static final int SIGNED = 20;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

    private final SecureRandom random;
    private final Duration timeToLive;

    /** Nonces that live for {@code timeToLive}, at most {@link #LONGEST}. */
    public Nonces(SecureRandom random, Duration timeToLive) {
        if (timeToLive.compareTo(LONGEST) > 0) throw new IllegalArgumentException("a nonce lives at most " + LONGEST);
        this.random = random;
        this.timeToLive = timeToLive;
    }

    /** A nonce as issued. */
    public record Issued(Bytes nonce, Instant expiresAt) {}

    /** What a nonce turned out to be. */
    public sealed interface Checked {
        /**
         * Ours, for this node, in time; to be remembered as redeemed until {@code fenceUntil}, which nothing but the nonce decides: another
         * time to live, after a restart, moves no fence.
         */
        record Valid(Instant fenceUntil) implements Checked {}

        /** Not ours, altered, of another node, or of another length. */
        record Foreign() implements Checked {}

        /** Ours, but too old, or from a time that has not come yet. */
        record Expired() implements Checked {}

        /** Ours, for the same node name of another tenant: who asks must not learn that there is one. */
        record OfOtherTenant() implements Checked {}
    }

    /** A nonce for {@code node} of {@code tenant}. */
    public Issued issue(Keys.Mac key, String tenant, String node, Instant now) {
        var fresh = new byte[RANDOM];
        random.nextBytes(fresh);
        var timed = ByteBuffer.allocate(SIGNED - TIMED)
                .putInt((int) now.getEpochSecond())
                .putShort((short) shardHint(node));
        var start = Bytes.copyOf(fresh);
        var end = Bytes.copyOf(timed.array());
        var body = Bytes.concat(start, mark(key, start, end), end);
        return new Issued(Bytes.concat(body, mac(key, body, tenant, node)), expiry(now.getEpochSecond()));
    }

    /** What {@code nonce} is to {@code node} of {@code tenant}; {@code tenants} are all there are. */
    public Checked check(
            Bytes nonce, String tenant, String node, Collection<String> tenants, List<Keys.Mac> keys, Instant now) {
        if (nonce.size() != SIZE) return new Checked.Foreign();
        if (certified(nonce, tenant, node, keys)) return inTime(nonce, now);
        var elsewhere = tenants.stream()
                .filter(other -> !other.equals(tenant))
                .anyMatch(other -> certified(nonce, other, node, keys));
        return elsewhere ? new Checked.OfOtherTenant() : new Checked.Foreign();
    }

    /** Whether {@code nonce} was issued under one of {@code keys}, for whatever node and however long ago. */
    public static boolean ours(Bytes nonce, Collection<Keys.Mac> keys) {
        if (nonce.size() != SIZE) return false;
        var start = nonce.slice(0, RANDOM);
        var end = nonce.slice(TIMED, SIGNED);
        return keys.stream().anyMatch(key -> mark(key, start, end).sameAs(nonce.slice(RANDOM, TIMED)));
    }

    private Checked inTime(Bytes nonce, Instant now) {
        long issued =
                Integer.toUnsignedLong(nonce.slice(TIMED, TIMED + 4).toBuffer().getInt());
        var expiresAt = expiry(issued);
        if (Instant.ofEpochSecond(issued).isAfter(now.plus(CLOCK_SKEW)) || !now.isBefore(expiresAt)) {
            return new Checked.Expired();
        }
        return new Checked.Valid(Instant.ofEpochSecond(issued).plus(FENCED));
    }

    private static boolean certified(Bytes nonce, String tenant, String node, List<Keys.Mac> keys) {
        var body = nonce.slice(0, SIGNED);
        var given = nonce.slice(SIGNED, SIZE);
        return keys.stream().anyMatch(key -> mac(key, body, tenant, node).sameAs(given));
    }

    private Instant expiry(long issuedSecond) {
        return Instant.ofEpochSecond(issuedSecond).plus(timeToLive);
    }

    private static Bytes mark(Keys.Mac key, Bytes random, Bytes timed) {
        var mac = hmac(key);
        update(mac, "attestry nonce");
        mac.update(random.toArray());
        mac.update(timed.toArray());
        return Bytes.copyOf(mac.doFinal(), 0, MARK);
    }

    private static Bytes mac(Keys.Mac key, Bytes body, String tenant, String node) {
        var mac = hmac(key);
        mac.update(body.toArray());
        update(mac, tenant);
        update(mac, node);
        return Bytes.copyOf(mac.doFinal(), 0, SIZE - SIGNED);
    }

    private static Mac hmac(Keys.Mac key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key.key());
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is required of every Java platform", e);
        }
    }

    private static void update(Mac mac, String text) {
        var utf8 = Utf8.octets(text);
        mac.update((byte) (utf8.length >> 8));
        mac.update((byte) utf8.length);
        mac.update(utf8);
    }

    /** Lets an operator and a router see which shard a nonce belongs to; nothing trusts it. */
    private static int shardHint(String node) {
        return Math.floorMod(node.hashCode(), 1 << 16);
    }
}
