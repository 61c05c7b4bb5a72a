package org.attestry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.attestry.bytes.Bytes;
import org.attestry.bytes.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void whatIsReadIsWrittenInTheOneForm() {
        var text = " { \"b\" : [ 1 , -20, true , false, null , \"\\u00fc\\n\\\"\\/\" ] , \"a\" : { } , \"c\":[] } ";

        assertThat(CanonicalJson.write(JsonReader.read(Bytes.utf8(text))))
                .isEqualTo("{\"a\":{},\"b\":[1,-20,true,false,null,\"ü\\n\\\"/\"],\"c\":[]}");
    }

    @Test
    void pairsOfSurrogatesAreOneCharacter() {
        assertThat(JsonReader.read(Bytes.utf8("\"\\ud83d\\ude00\""))).isEqualTo(new ClaimValue.Text("😀"));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,]",
                "[1 2]",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "{\"a\":1,\"a\":1}",
                "1 2",
                "01",
                "-",
                "-0",
                "1.5",
                "1e3",
                "+1",
                "tru",
                "nul",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u1\"",
                "\"\\ud83d\"",
                "\"\t\"",
                "'a'",
                "// 1",
                "12345678901234567890123456789012345678901",
            })
    void whatIsNotStrictJsonIsRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read(Bytes.utf8(text))).isInstanceOf(Malformed.class);
    }

    @Test
    void deepNestingAndBrokenUtf8AreRefused() {
        assertThatThrownBy(() -> JsonReader.read(Bytes.utf8("[".repeat(100_000))))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> JsonReader.read(Bytes.of('"', 0xff, '"'))).isInstanceOf(Malformed.class);
    }
}
