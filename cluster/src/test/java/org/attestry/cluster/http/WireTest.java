package org.attestry.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WireTest {
    record Shape(
            @Nullable String text,
            @Nullable Bytes octets,
            @Nullable Instant at,
            int number) {}

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("another type", "[]"),
                Arguments.of("a name twice", "{\"number\":1,\"number\":2}"),
                Arguments.of("an unknown name", "{\"number\":1,\"more\":2}"),
                Arguments.of("a second value", "{\"number\":1} {}"),
                Arguments.of("text for a number", "{\"number\":\"1\"}"),
                Arguments.of("a fraction for a whole number", "{\"number\":1.0}"),
                Arguments.of("a number for text", "{\"number\":1,\"text\":1}"),
                Arguments.of("null for a number", "{\"number\":null}"),
                Arguments.of("padding in octets", "{\"number\":1,\"octets\":\"AA==\"}"),
                Arguments.of("stray bits in octets", "{\"number\":1,\"octets\":\"AB\"}"),
                Arguments.of("an instant without a zone", "{\"number\":1,\"at\":\"2026-01-31T12:00:00\"}"),
                Arguments.of("null", "null"),
                Arguments.of("a high surrogate alone", "{\"number\":1,\"text\":\"a\\ud800b\"}"),
                Arguments.of("a high surrogate at the end", "{\"number\":1,\"text\":\"\\uDBFF\"}"),
                Arguments.of("two high surrogates", "{\"number\":1,\"text\":\"\\ud800\\ud800\"}"),
                Arguments.of("a low surrogate alone", "{\"number\":1,\"text\":\"\\udc00\"}"),
                Arguments.of("a comment", "{\"number\":1 /* */}"),
                Arguments.of("a byte order mark", "\uFEFF{\"number\":1}"),
                Arguments.of("40 levels", "{\"text\":" + "[".repeat(40) + "]".repeat(40) + "}"));
    }

    @ParameterizedTest(name = "{0} is refused")
    @MethodSource("bad")
    void whatIsNotOfTheFormIsRefused(String name, String body) {
        assertThatThrownBy(() -> Wire.read(Bytes.utf8(body), Shape.class))
                .as(name)
                .isInstanceOfSatisfying(Problem.Refusal.class, refusal -> {
                    assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.MALFORMED_REQUEST);
                    assertThat(refusal.problem().detail().orElse(""))
                            .isNotBlank()
                            .doesNotContain("org.attestry");
                });
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "\\ud83d\\ude00, \uD83D\uDE00",
        "\\\\ud800, \\ud800",
        "\\u0041, A",
    })
    void otherEscapesAreReadAsTheyAre(String escaped, String text) {
        var body = Bytes.utf8("{\"number\":1,\"text\":\"" + escaped + "\"}");
        assertThat(Wire.read(body, Shape.class).text()).isEqualTo(text);
    }

    @Test
    void octetsThatAreNotUtf8AreRefused() {
        var body = Bytes.concat(Bytes.utf8("{\"text\":\""), Bytes.of(0xc0, 0xaf), Bytes.utf8("\",\"number\":1}"));
        assertThatThrownBy(() -> Wire.read(body, Shape.class)).isInstanceOf(Problem.Refusal.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"?", "ü", "\uD83D\uDE00", "\u2028"})
    void charactersAreWrittenAsThemselves(String text) {
        assertThat(Bytes.copyOf(Wire.write(List.of(text)))).isEqualTo(Bytes.utf8("[\"" + text + "\"]"));
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {"a\uD83Db", "\uDE00", "\uD83D", "\uD83D\uD83D\uDE00", "\uD83D\\" + "uDE00", "\n\uDE00\uD83D"})
    void halfACharacterIsNeverWritten(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Wire.write(List.of(text)));
        assertThatIllegalArgumentException().isThrownBy(() -> Wire.write(Map.of(text, 1)));
    }

    /** The library writes in pieces, and looks at characters beyond ASCII apart. */
    @ParameterizedTest(name = "{0} characters before it")
    @ValueSource(ints = {1, 998, 999, 1000, 1998, 1999, 2000, 3998, 3999, 7996, 7997, 7998, 7999, 8000, 9000})
    void whatIsNoWholeCharacterIsFoundWhereverItStandsAndAWholeOneIsWrittenAsItself(int before) {
        var text = "x".repeat(before);
        for (var half : List.of(text + "\uD83D", text + "\uD83D" + text, text + "\uDE00")) {
            assertThatIllegalArgumentException().isThrownBy(() -> Wire.write(List.of(half)));
            assertThatIllegalArgumentException().isThrownBy(() -> Wire.write(Map.of(half, 1)));
        }
        var whole = text + "\uD83D\uDE00" + text;
        assertThat(Bytes.copyOf(Wire.write(List.of(whole)))).isEqualTo(Bytes.utf8("[\"" + whole + "\"]"));
        assertThat(Bytes.copyOf(Wire.write(Map.of(whole, 1)))).isEqualTo(Bytes.utf8("{\"" + whole + "\":1}"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var shape = new Shape("t", Bytes.of(0xff, 0xfe), Instant.parse("2026-01-31T12:00:00Z"), 7);
        assertThat(Wire.read(Bytes.copyOf(Wire.write(shape)), Shape.class)).isEqualTo(shape);
    }
}
