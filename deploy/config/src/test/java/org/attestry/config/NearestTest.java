package org.attestry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({"ttl, ttl, 0", "tlt, ttl, 1", "tl, ttl, 1", "ttll, ttl, 1", "abc, ttl, 3", "'', ttl, 3", "ca, abc, 3"})
    void distanceCountsChangesAndSwaps(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }

    @Test
    void theSameNameInAnotherGroupIsNear() {
        assertThat(Nearest.to("attest.ttl", List.of("attest.challenge.ttl", "attest.data.store")))
                .contains("attest.challenge.ttl");
    }

    @Test
    void whatResemblesNothingHasNoNearest() {
        assertThat(Nearest.to("zebra", List.of("serve", "agent"))).isEmpty();
    }
}
