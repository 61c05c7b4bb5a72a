package org.attestry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.StrictJson;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Problem;
import org.attestry.cluster.http.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Agent and service, which may not know each other, each read JSON strictly; this is where both are seen, and held to one strictness. */
final class StrictReadersTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("nothing", "", false),
                Arguments.of("a name twice", "{\"a\":1,\"a\":1}", false),
                Arguments.of("a name twice, once escaped", "{\"a\":1,\"\\u0061\":2}", false),
                Arguments.of("a name twice, deeper", "{\"a\":[{\"b\":1,\"b\":2}]}", false),
                Arguments.of("32 levels", "[".repeat(32) + "]".repeat(32), true),
                Arguments.of("33 levels", "[".repeat(33) + "]".repeat(33), false),
                Arguments.of("a number of 64 digits", "[" + "1".repeat(64) + "]", true),
                Arguments.of("a number of 65 digits", "[" + "1".repeat(65) + "]", false),
                Arguments.of("a name of 1024 characters", "{\"" + "n".repeat(1024) + "\":1}", true),
                Arguments.of("a name of 2000 characters", "{\"" + "n".repeat(2000) + "\":1}", false),
                Arguments.of("a text of 24 MiB", "[\"" + "A".repeat(24 << 20) + "\"]", true),
                Arguments.of("two values", "{} {}", false),
                Arguments.of("a comma after the value", "{},", false),
                Arguments.of("a byte order mark", "\ufeff{}", false),
                Arguments.of("NaN", "[NaN]", false),
                Arguments.of("a comment", "{/* */}", false),
                Arguments.of("a comma too many", "[1,]", false),
                Arguments.of("a lone high surrogate", "[\"\\ud800\"]", false),
                Arguments.of("a lone low surrogate in a name", "{\"\\udc00\":1}", false),
                Arguments.of("a pair of surrogates", "[\"\\ud83d\\ude00\"]", true));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("texts")
    void bothTakeTheSameTexts(String name, String text, boolean taken) {
        assertThat(agentTakes(text)).as(name).isEqualTo(taken);
        assertThat(serviceTakes(text)).as(name).isEqualTo(taken);
    }

    private static boolean agentTakes(String text) {
        try {
            return !StrictJson.read(Bytes.utf8(text)).isMissingNode();
        } catch (JsonRefused refused) {
            return false;
        }
    }

    private static boolean serviceTakes(String text) {
        try {
            return !Wire.read(Bytes.utf8(text), JsonNode.class).isMissingNode();
        } catch (Problem.Refusal refused) {
            return false;
        }
    }
}
