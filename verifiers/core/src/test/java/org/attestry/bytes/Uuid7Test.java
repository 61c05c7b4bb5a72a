package org.attestry.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class Uuid7Test {
    private final SecureRandom random = new SecureRandom();

    /** RFC 9562 appendix A.6. */
    @Test
    void theExampleOfTheStandardComesOut() {
        var octets = Bytes.fromHex("0000000000000cc318c4dc0c0c07398f").toArray();
        var example = new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("asked for more than octets");
            }

            @Override
            public void nextBytes(byte[] out) {
                System.arraycopy(octets, 0, out, 0, out.length);
            }
        };
        assertThat(Uuid7.of(Instant.parse("2022-02-22T19:22:22Z"), example))
                .isEqualTo("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
    }

    @Test
    void itIsAUuidOfVersion7AndOfTheStandardsVariant() {
        for (int i = 0; i < 100; i++) {
            var uuid = UUID.fromString(Uuid7.of(Instant.now(), random));
            assertThat(uuid.version()).isEqualTo(7);
            assertThat(uuid.variant()).isEqualTo(2);
        }
    }

    @Test
    void laterOnesStandBehindEarlierOnes() {
        var at = Instant.parse("2026-11-30T12:00:00.255Z");
        for (long millis : new long[] {1, 256, 1L << 31, 1L << 32, 1L << 40}) {
            assertThat(Uuid7.of(at.plusMillis(millis), random)).isGreaterThan(Uuid7.of(at, random));
        }
    }

    @Test
    void ofOneMillisecondEachIsAnother() {
        var at = Instant.parse("2026-11-30T12:00:00Z");
        assertThat(Uuid7.of(at, random)).isNotEqualTo(Uuid7.of(at, random));
    }
}
