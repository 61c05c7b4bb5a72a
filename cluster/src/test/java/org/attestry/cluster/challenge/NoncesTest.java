package org.attestry.cluster.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.keyring.Keys;
import org.attestry.cluster.keyring.WrappedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NoncesTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration TTL = Duration.ofMinutes(2);
    private static final List<String> TENANTS = List.of("a", "b");

    private final Nonces nonces = new Nonces(new SecureRandom(), TTL);
    private final Keys.Mac key = key("k1", 1);

    private static Keys.Mac key(String kid, int fill) {
        var octets = new byte[32];
        java.util.Arrays.fill(octets, (byte) fill);
        var span = new WrappedKey(WrappedKey.NONCE_MAC, kid, Bytes.EMPTY, NOW, NOW.plus(TTL), NOW.plus(TTL));
        return new Keys.Mac(span, new SecretKeySpec(octets, "HmacSHA256"));
    }

    private Nonces.Checked check(Bytes nonce, Instant at) {
        return nonces.check(nonce, "a", "n1", TENANTS, List.of(key), at);
    }

    private Bytes issued() {
        return nonces.issue(key, "a", "n1", NOW).nonce();
    }

    @ParameterizedTest(name = "{0} ms after it was issued a nonce is {1}")
    @CsvSource({
        "-3000, Expired",
        "-2000, Valid",
        "0, Valid",
        "119999, Valid",
        "120000, Expired",
        "100000000, Expired",
    })
    void aNonceIsGoodForItsTimeAndNotAnInstantLonger(long after, String wanted) {
        assertThat(check(issued(), NOW.plusMillis(after)).getClass().getSimpleName())
                .isEqualTo(wanted);
    }

    @Test
    void everyAlteredBitMakesANonceForeign() {
        var nonce = issued();
        for (int bit = 0; bit < nonce.size() * 8; bit++) {
            var octets = nonce.toArray();
            octets[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(check(Bytes.copyOf(octets), NOW)).as("bit %d", bit).isInstanceOf(Nonces.Checked.Foreign.class);
        }
    }

    @Test
    void oneOfOursIsKnownAsSuchWithoutItsNodeAndHoweverOld() {
        assertThat(Nonces.ours(issued(), List.of(key("k2", 2), key))).isTrue();
        assertThat(Nonces.ours(nonces.issue(key, "b", "n2", Instant.EPOCH).nonce(), List.of(key)))
                .isTrue();
    }

    @Test
    void oneOfOthersIsNotOurs() {
        var others = Bytes.utf8("a relying party's own").sha256();
        assertThat(Nonces.ours(others, List.of(key))).isFalse();
        assertThat(Nonces.ours(issued(), List.of(key("k2", 2)))).isFalse();
        assertThat(Nonces.ours(issued().slice(0, 31), List.of(key))).isFalse();
    }

    @Test
    void everyOtherLengthIsForeign() {
        var nonce = issued();
        for (int length = 0; length < nonce.size(); length++) {
            assertThat(check(nonce.slice(0, length), NOW)).isInstanceOf(Nonces.Checked.Foreign.class);
        }
        assertThat(check(Bytes.concat(nonce, Bytes.of(0)), NOW)).isInstanceOf(Nonces.Checked.Foreign.class);
    }

    @Test
    void aNonceOfAnotherNodeOrKeyIsForeign() {
        var forOther = nonces.issue(key, "a", "n2", NOW).nonce();
        assertThat(check(forOther, NOW)).isInstanceOf(Nonces.Checked.Foreign.class);
        var byOther = nonces.issue(key("k2", 2), "a", "n1", NOW).nonce();
        assertThat(check(byOther, NOW)).isInstanceOf(Nonces.Checked.Foreign.class);
    }

    @Test
    void tenantAndNodeDoNotRunIntoEachOther() {
        var nonce = nonces.issue(key, "ab", "c", NOW).nonce();
        assertThat(nonces.check(nonce, "a", "bc", List.of("a", "ab"), List.of(key), NOW))
                .isInstanceOf(Nonces.Checked.Foreign.class);
    }

    /** A question mark in its place would make two nodes one. */
    @ParameterizedTest(name = "tenant {0}, node {1}")
    @CsvSource({"a, n\ud800", "a, \udc00", "a\ud800, n1"})
    void aNameWithHalfACharacterHasNoNonces(String tenant, String node) {
        assertThatIllegalArgumentException().isThrownBy(() -> nonces.issue(key, tenant, node, NOW));
        var nonce = issued();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nonces.check(nonce, tenant, node, TENANTS, List.of(key), NOW));
    }

    @Test
    void aNonceOfTheSameNodeOfAnotherTenantIsToldApart() {
        var theirs = nonces.issue(key, "b", "n1", NOW).nonce();
        assertThat(check(theirs, NOW)).isInstanceOf(Nonces.Checked.OfOtherTenant.class);
    }

    /** Spent nonces that are kept stand under this time: no later release may reckon otherwise. */
    @Test
    void theFenceHoldsForTheLongestLifeAndSkewAndAnHour() {
        assertThat(check(issued(), NOW)).isEqualTo(new Nonces.Checked.Valid(NOW.plusSeconds(600 + 2 + 3600)));
    }

    /** The fence's place in the journal follows from it: a nonce that is spent would be free again after a restart with another time. */
    @Test
    void anotherTimeToLiveMovesNoFence() {
        var nonce = issued();
        var longer = new Nonces(new SecureRandom(), Nonces.LONGEST);
        assertThat(longer.check(nonce, "a", "n1", TENANTS, List.of(key), NOW.plusSeconds(100)))
                .isEqualTo(check(nonce, NOW));
    }

    @Test
    void noNonceLivesLongerThanFencesAreMadeFor() {
        var tooLong = Nonces.LONGEST.plusMillis(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Nonces(new SecureRandom(), tooLong));
    }

    @Test
    void aHundredThousandNoncesAreDistinct() {
        var seen = new HashSet<Bytes>();
        for (int i = 0; i < 100_000; i++) seen.add(issued());
        assertThat(seen).hasSize(100_000);
    }
}
