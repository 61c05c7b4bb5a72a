package org.attestry.cluster.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;

final class BroughtBeforeTest {
    private final BroughtBefore brought = new BroughtBefore(new SecureRandom());

    private static Bytes nonce(int number) {
        return Bytes.utf8("nonce " + number).sha256();
    }

    @Test
    void aNonceThatComesAgainIsKnown() {
        assertThat(brought.passed(nonce(1))).isFalse();
        assertThat(brought.passed(nonce(1))).isTrue();
        assertThat(brought.passed(nonce(2))).isFalse();
    }

    @Test
    void whatTakesAnothersPlaceInOneProcessDoesNotInTheNext() {
        var brought = new BroughtBefore(new SecureRandom());
        var next = new BroughtBefore(new SecureRandom());
        var first = nonce(0);
        var other = IntStream.iterate(1, i -> i + 1)
                .mapToObj(BroughtBeforeTest::nonce)
                .filter(digest -> takesPlace(brought, first, digest))
                .findFirst()
                .orElseThrow();
        assertThat(takesPlace(next, first, other)).isFalse();
    }

    private static boolean takesPlace(BroughtBefore brought, Bytes first, Bytes other) {
        var _ = brought.passed(first);
        var _ = brought.passed(other);
        return !brought.passed(first);
    }

    @Test
    void theLastOnesOfManyAreKnownAndNoOtherIsTakenForOne() {
        assertThat(IntStream.range(0, 200_000).filter(i -> brought.passed(nonce(i))))
                .isEmpty();
        assertThat(IntStream.range(199_000, 200_000).filter(i -> brought.passed(nonce(i))))
                .hasSizeGreaterThan(980);
    }
}
