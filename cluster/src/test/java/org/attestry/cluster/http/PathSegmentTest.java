package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSegmentTest {
    @Test
    void noOtherCharactersAreAllowedThanThese() {
        var allowed = IntStream.rangeClosed(0, Character.MAX_VALUE)
                .mapToObj(c -> String.valueOf((char) c))
                .filter(c -> PathSegment.allowed("a" + c) || PathSegment.allowed(c + "a"))
                .collect(Collectors.joining());
        assertThat(allowed).isEqualTo("-.0123456789:@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "-", "...", ".a", "a.", "urn:uuid:1", "user@host", "~"})
    void namesAreAllowed(String name) {
        assertThat(PathSegment.allowed(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a%2fb", "a b", "\u00e4", "a\n"})
    void whatCouldBeAnotherPathIsNot(String name) {
        assertThat(PathSegment.allowed(name)).isFalse();
    }

    @Test
    void aNameHasAtMost128Characters() {
        assertThat(PathSegment.allowed("a".repeat(128))).isTrue();
        assertThat(PathSegment.allowed("a".repeat(129))).isFalse();
    }
}
