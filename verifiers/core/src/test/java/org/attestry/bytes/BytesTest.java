package org.attestry.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    @Test
    void aWriterWritesAllThatItSays() {
        assertThat(Bytes.written(2, out -> out.put((byte) 7).put((byte) 8))).isEqualTo(Bytes.of(7, 8));
        assertThatIllegalStateException().isThrownBy(() -> Bytes.written(3, out -> out.put((byte) 7)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "a", "ü", "€", "😀", "\uFFFD", "a\uFFFDb", "\u0000", "\uFEFFa"})
    void whatIsUtf8IsReadAsItsText(String text) {
        assertThat(Bytes.utf8(text).utf8Text()).contains(text);
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "a\uD83Db",
                "\uD83D",
                "\uDE00",
                "\uDE00\uD83D",
                "\uD83D\uD83D\uDE00",
                "\uD83D\uDE00\uDE00",
                "ü\uDBFF",
                "?\uD83D?"
            })
    void textWithHalfACharacterHasNoOctets(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Bytes.utf8(text)).withMessageContaining("surrogate");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "a", "?", "is it?", "ü", "ü?", "\uD83D\uDE00?"})
    void anyOtherTextIsReadBack(String text) {
        assertThat(Bytes.utf8(text).utf8Text()).contains(text);
    }

    /** RFC 3629 section 3: cut short, overlong, one half of a surrogate pair, beyond the last character, octets that never occur. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "c3",
                "61c3",
                "e282",
                "f09f98",
                "80",
                "61bf",
                "c080",
                "c1bf",
                "e08080",
                "f0808080",
                "eda080",
                "edbfbf",
                "f4908080",
                "f8888080",
                "fe",
                "ff",
                "61ff62",
                "efbfbdff",
            })
    void whatIsNoUtf8HasNoText(String hex) {
        assertThat(Bytes.fromHex(hex).utf8Text()).isEmpty();
    }
}
