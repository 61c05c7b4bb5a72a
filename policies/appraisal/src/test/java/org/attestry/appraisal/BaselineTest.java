package org.attestry.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class BaselineTest {
    private static <V> SortedMap<String, V> one(String path, V value) {
        var map = new TreeMap<String, V>();
        map.put(path, value);
        return map;
    }

    /** What a reader of JSON makes of {@code {"path": null}}. */
    private static SortedMap<String, Object> nothing(String path) {
        return new TreeMap<>(Collections.singletonMap(path, null));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("a list with null in it", one("measurement", Arrays.asList("aa", null)), new TreeMap<>()),
                Arguments.of("null for a list", nothing("measurement"), new TreeMap<>()),
                Arguments.of("null for a minimum", new TreeMap<>(), nothing("guest_svn")),
                Arguments.of("a negative minimum", new TreeMap<>(), one("guest_svn", -1L)),
                Arguments.of("an empty path", one("", List.of("aa")), new TreeMap<>()),
                Arguments.of("a blank path", new TreeMap<>(), one(" ", 1L)),
                Arguments.of("a path that ends in a dot", new TreeMap<>(), one("reported_tcb.", 1L)),
                Arguments.of("a path that begins with a dot", one(".debug", List.of("false")), new TreeMap<>()),
                Arguments.of(
                        "a path with nothing between two dots", one("policy..debug", List.of("a")), new TreeMap<>()));
    }

    @ParameterizedTest(name = "{0} is refused")
    @MethodSource("malformed")
    void whatIsNoBaselineIsRefusedWithASentence(
            String name, SortedMap<String, List<String>> values, SortedMap<String, Long> minimum) {
        assertThatThrownBy(() -> new Baseline("snp", "guests", 1, values, minimum, Instant.EPOCH, Instant.MAX))
                .as(name)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".{10,}");
    }

    @ParameterizedTest(name = "TEE ''{0}'', name ''{1}'', from {2} until {3}")
    @CsvSource({
        "'', guests, 1970-01-01T00:00:00Z, 1970-01-02T00:00:00Z",
        "' ', guests, 1970-01-01T00:00:00Z, 1970-01-02T00:00:00Z",
        "snp, '', 1970-01-01T00:00:00Z, 1970-01-02T00:00:00Z",
        "snp, guests, 1970-01-02T00:00:00Z, 1970-01-02T00:00:00Z",
    })
    void aBaselineWithoutATeeANameOrAnInstantIsRefused(String tee, String name, Instant notBefore, Instant notAfter) {
        assertThatThrownBy(() -> new Baseline(tee, name, 1, new TreeMap<>(), new TreeMap<>(), notBefore, notAfter))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a baseline ");
    }

    @Test
    void aMinimumOfZeroAndAPathOfSeveralNamesAreTaken() {
        var baseline = new Baseline(
                "snp", "guests", 1, new TreeMap<>(), one("reported_tcb.tee", 0L), Instant.EPOCH, Instant.MAX);
        assertThat(baseline.minimum()).containsOnlyKeys("reported_tcb.tee");
    }
}
