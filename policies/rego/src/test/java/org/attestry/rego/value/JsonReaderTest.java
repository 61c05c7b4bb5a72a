package org.attestry.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"a\":1,\"a\":1} ~ duplicate key",
                "{\"a\":1,\"\\u0061\":2} ~ duplicate key",
                "1 2 ~ trailing input",
                "\"\\ud800\" ~ lone surrogate",
                "\"\\udc00\\ud800\" ~ lone surrogate",
                "[1,] ~ unexpected character",
                "01 ~ trailing input",
                "1e99999 ~ number out of range",
                "{1:2} ~ expected a key",
                "\"a ~ unterminated string",
                "nul ~ unexpected character",
                "\"\\x\" ~ unknown escape",
            })
    void whatTwoParsersCouldReadDifferentlyIsRefused(String json, String reason) {
        assertThatThrownBy(() -> JsonReader.read(json))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertThatThrownBy(() -> JsonReader.read("\ufeff{}")).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22c028", "22ff22", "22eda08022", "22f490808022", "22e28222"})
    void invalidUtf8IsRefused(String hex) {
        var bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Math.max(0, Character.digit(hex.charAt(2 * i), 16));
            int low = Math.max(0, Character.digit(hex.charAt(2 * i + 1), 16));
            bytes[i] = (byte) (high << 4 | low);
        }
        assertThatThrownBy(() -> JsonReader.read(bytes)).isInstanceOf(JsonException.class);
    }

    @Test
    void nestingBeyondTheLimitIsRefused() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(10_000))).hasMessageContaining("nested too deep");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "9007199254740993 ~ 9007199254740993",
                "123456789123456789123456789 ~ 123456789123456789123456789",
                "0.1 ~ 0.1",
                "-0 ~ 0",
                "1.0 ~ 1.0",
                "[1, {\"b\": 2, \"a\": [true, null]}] ~ [1,{\"a\":[true,null],\"b\":2}]",
                "\"\\ud83d\\ude00\" ~ \"\ud83d\ude00\"",
            })
    void whatIsReadIsWrittenCanonically(String json, String canonical) {
        assertThat(JsonWriter.write(JsonReader.read(json.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(canonical);
    }
}
