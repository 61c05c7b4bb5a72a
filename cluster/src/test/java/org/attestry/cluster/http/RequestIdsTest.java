package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00.123Z");

    private final RequestIds ids = new RequestIds(InstantSource.fixed(NOW), new SecureRandom());

    @ParameterizedTest
    @ValueSource(
            strings = {"12345678", "my-request_1", "0123456789012345678901234567890123456789012345678901234567890123"})
    void aCallersNameIsTakenAsItIs(String given) {
        assertThat(ids.name(Optional.of(given))).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "01234567890123456789012345678901234567890123456789012345678901234",
                "not.of.the.form",
                "my request",
                "my-request/1",
                "gar\u00e7on-12345"
            })
    void whatIsNoNameIsReplaced(String given) {
        assertThat(UUID.fromString(ids.name(Optional.of(given))).version()).isEqualTo(7);
    }

    @Test
    void aFreshNameTellsItsTimeAndIsAnotherEachTime() {
        var first = ids.name(Optional.empty());
        assertThat(UUID.fromString(first).version()).isEqualTo(7);
        assertThat(UUID.fromString(first).getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
        assertThat(RequestIds.wellFormed(first)).isTrue();
        assertThat(ids.name(Optional.empty())).isNotEqualTo(first);
    }
}
