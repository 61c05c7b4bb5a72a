package org.attestry.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    /** RFC 8785 section 3.2.2.2: the short escapes, hexadecimal digits in lower case, and nothing else escaped. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "61          | 61",
                "22          | 5c22",
                "5c          | 5c5c",
                "2f          | 2f",
                "610a62      | 615c6e62",
                "08090c0d    | 5c625c745c665c72",
                "00          | 5c7530303030",
                "1f          | 5c7530303166",
                "7f          | 7f",
                "3f          | 3f",
                "7e20217e5b5d237e | 7e20217e5b5d237e",
                "61c3bc22    | 61c3bc5c22",
                "e282ac      | e282ac",
                "61f09f988062| 61f09f988062",
            })
    void textIsEscapedAsLittleAsJsonAllows(String utf8, String written) {
        var text = Bytes.fromHex(utf8).utf8Text().orElseThrow();
        assertThat(CanonicalJson.octets(new ClaimValue.Text(text)).hex()).isEqualTo("22" + written + "22");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(chars = {'"', '\\', '?', 0x00, 0x1f, 0x20, '~', 0x7f, 0x80, 0xff, 0x100, 0x2022, '\uffff'})
    void aCharacterIsReadBackFromWhereverItStands(char odd) {
        for (int length = 1; length <= 20; length++) {
            for (int at = 0; at < length; at++) {
                var text = new ClaimValue.Text("x".repeat(at) + odd + "~".repeat(length - at - 1));
                assertThat(JsonReader.read(CanonicalJson.octets(text))).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"a\uD83Db", "\uDE00", "\"\uD83D"})
    void halfACharacterIsNeverWritten(String text) {
        var value = new ClaimValue.Text(text);
        var name = new ClaimValue.Group(new TreeMap<>(Map.of(text, new ClaimValue.Nothing())));

        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.octets(value));
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.write(name));
    }

    @Test
    void numbersAreWrittenInFull() {
        var numbers = List.<ClaimValue>of(
                whole("0"), whole("-1"), whole("9223372036854775807"), whole("18446744073709551616"));

        assertThat(CanonicalJson.write(new ClaimValue.Many(numbers)))
                .isEqualTo("[0,-1,9223372036854775807,18446744073709551616]");
    }

    @Test
    void whatWasWrittenStaysWhenMoreIs() {
        var first = CanonicalJson.octets(new ClaimValue.Text("first"));
        var _ = CanonicalJson.octets(new ClaimValue.Text("then another"));

        assertThat(first).isEqualTo(Bytes.utf8("\"first\""));
    }

    /** It is written once and copied from then on, and whoever writes what it is in goes on where he was. */
    @Test
    void aSharedGroupIsWrittenAsAnyOther() {
        var inner = Claims.builder().text("a", "\u00fc\"").whole("b", 1).build();
        var middle =
                Claims.builder().group("inner", inner.shared()).text("x", "y").build();
        var outer = Claims.builder()
                .text("before", "1")
                .group("middle", middle.shared())
                .group("other", inner.shared())
                .text("z", "2")
                .build();
        var plain = Claims.builder()
                .text("before", "1")
                .group(
                        "middle",
                        Claims.builder().group("inner", inner).text("x", "y").build())
                .group("other", inner)
                .text("z", "2")
                .build();

        for (int round = 0; round < 2; round++) {
            assertThat(CanonicalJson.octets(outer.root())).isEqualTo(CanonicalJson.octets(plain.root()));
            assertThat(CanonicalJson.octets(outer.shared().root())).isEqualTo(CanonicalJson.octets(plain.root()));
        }
        assertThat(outer).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(outer.shared()).isEqualTo(plain);
    }

    @Test
    void halfACharacterInASharedGroupIsNeverWritten() {
        var group = Claims.builder().text("a", "\uD83D").build().shared();
        for (int round = 0; round < 2; round++) {
            assertThatIllegalArgumentException().isThrownBy(() -> CanonicalJson.octets(group.root()));
        }
    }

    @Test
    void whatIsLongerThanUsualIsWrittenWhole() {
        var members = new TreeMap<String, ClaimValue>();
        for (int i = 0; i < 3000; i++) members.put("name" + i, new ClaimValue.Text("ü".repeat(i % 7)));
        var group = new ClaimValue.Group(members);

        assertThat(JsonReader.read(CanonicalJson.octets(group))).isEqualTo(group);
        assertThat(Bytes.utf8(CanonicalJson.write(group))).isEqualTo(CanonicalJson.octets(group));
    }

    private static ClaimValue whole(String digits) {
        return new ClaimValue.Whole(new BigInteger(digits));
    }
}
