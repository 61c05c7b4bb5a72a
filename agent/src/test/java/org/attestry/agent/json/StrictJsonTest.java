package org.attestry.agent.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.attestry.agent.json.JsonRefused.Why;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StrictJsonTest {
    private record Row(String name, Bytes octets, Why why) {}

    private static Row row(String name, String text, Why why) {
        return new Row(name, Bytes.utf8(text), why);
    }

    private static final List<Row> REFUSED = List.of(
            row("empty", "", Why.ENDS_EARLY),
            row("white space only", " \n", Why.ENDS_EARLY),
            row("object not closed", "{", Why.ENDS_EARLY),
            row("list not closed", "[1", Why.ENDS_EARLY),
            row("text not closed", "\"a", Why.ENDS_EARLY),
            row("literal not finished", "tru", Why.SYNTAX),
            row("name twice", "{\"a\":1,\"a\":1}", Why.DUPLICATE_NAME),
            row("name twice, once escaped", "{\"a\":1,\"\\u0061\":2}", Why.DUPLICATE_NAME),
            row("name twice, deeper", "{\"a\":[{\"b\":1,\"b\":2}]}", Why.DUPLICATE_NAME),
            row("33 levels", "[".repeat(33) + "]".repeat(33), Why.OVER_LIMIT),
            row("10,000 levels", "[".repeat(10_000), Why.OVER_LIMIT),
            row("10,000 levels of objects", "{\"a\":".repeat(10_000), Why.OVER_LIMIT),
            row("number of 65 digits", "1" + "0".repeat(64), Why.OVER_LIMIT),
            row("name of 2,000 characters", "{\"" + "n".repeat(2000) + "\":1}", Why.OVER_LIMIT),
            row("two values", "{} {}", Why.TRAILING),
            row("comma after the value", "{},", Why.SYNTAX),
            row("NUL after the value", "{}\0", Why.SYNTAX),
            row("byte order mark", "\ufeff{}", Why.SYNTAX),
            row("NaN", "NaN", Why.SYNTAX),
            row("infinity", "[Infinity]", Why.SYNTAX),
            row("hexadecimal", "0x10", Why.SYNTAX),
            row("leading zero", "01", Why.SYNTAX),
            row("plus sign", "+1", Why.SYNTAX),
            row("no digit after the point", "1.", Why.SYNTAX),
            row("comment", "{/* */}", Why.SYNTAX),
            row("trailing comma", "[1,]", Why.SYNTAX),
            row("single quotes", "{'a':1}", Why.SYNTAX),
            row("name without quotes", "{a:1}", Why.SYNTAX),
            row("line break in a text", "\"a\nb\"", Why.SYNTAX),
            row("unknown escape", "\"\\x\"", Why.SYNTAX),
            row("lone high surrogate", "\"\\ud800\"", Why.NOT_UNICODE),
            row("lone low surrogate in a name", "{\"\\udc00\":1}", Why.NOT_UNICODE),
            row("surrogates in the wrong order", "\"\\udc00\\ud800\"", Why.NOT_UNICODE),
            new Row("octet 0xff", Bytes.fromHex("22ff22"), Why.NOT_UNICODE),
            new Row("overlong slash", Bytes.fromHex("22c0af22"), Why.NOT_UNICODE),
            new Row("surrogate as UTF-8", Bytes.fromHex("22eda08022"), Why.NOT_UNICODE),
            new Row("beyond Unicode", Bytes.fromHex("22f490808022"), Why.NOT_UNICODE),
            new Row("cut in a character", Bytes.fromHex("22e282"), Why.NOT_UNICODE),
            new Row("UTF-16", Bytes.fromHex("fffe7b007d00"), Why.NOT_UNICODE));

    @TestFactory
    Stream<DynamicTest> whatHasTwoReadingsIsRefused() {
        return REFUSED.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThatThrownBy(() -> StrictJson.read(row.octets()))
                                .isInstanceOfSatisfying(
                                        JsonRefused.class,
                                        refused -> assertThat(refused.why()).isEqualTo(row.why()))));
    }

    @Test
    void plainJsonIsRead() {
        var json = StrictJson.read(Bytes.utf8(" {\"a\":[1,-2.5e3,true,null,\"\\ud83d\\ude00\"],\"\":{}} "));
        assertThat(json.at("/a/4").textValue()).isEqualTo("\ud83d\ude00");
        assertThat(StrictJson.read("[".repeat(32) + "]".repeat(32)).isArray()).isTrue();
    }

    /** Every truncation and a great many mutations of a request: read or refused, and nothing else. */
    @Test
    void nothingButARefusalComesOfBrokenText() {
        var text = Bytes.utf8(
                        "{\"challenge\":\"AAEC\",\"uuid\":\"\\u00e9\",\"ima\":false,\"policy_id\":[\"a\",1.5e-3,{\"x\":null}]}")
                .toArray();
        var random = new Random(20261125);
        for (int length = 0; length < text.length; length++) {
            var cut = Bytes.copyOf(text, 0, length);
            assertThatThrownBy(() -> StrictJson.read(cut)).isInstanceOf(JsonRefused.class);
        }
        for (int i = 0; i < 20_000; i++) {
            var mutated = text.clone();
            for (int n = random.nextInt(3); n >= 0; n--)
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            readOrRefuse(Bytes.copyOf(mutated));
        }
    }

    private static void readOrRefuse(Bytes octets) {
        try {
            var json = StrictJson.read(octets);
            assertThat(StrictJson.read(json.toString())).isEqualTo(json);
        } catch (JsonRefused refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }
}
