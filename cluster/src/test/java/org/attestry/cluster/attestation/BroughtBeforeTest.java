package org.attestry.cluster.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;

final class BroughtBeforeTest {
    private final BroughtBefore brought = new BroughtBefore();

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
    void theLastOnesOfManyAreKnownAndNoOtherIsTakenForOne() {
        assertThat(IntStream.range(0, 200_000).filter(i -> brought.passed(nonce(i))))
                .isEmpty();
        assertThat(IntStream.range(199_000, 200_000).filter(i -> brought.passed(nonce(i))))
                .hasSizeGreaterThan(980);
    }
}
