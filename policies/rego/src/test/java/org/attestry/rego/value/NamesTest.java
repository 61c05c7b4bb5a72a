package org.attestry.rego.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static RegoValue key(String json) {
        return ((RegoObject) JsonReader.read(json)).keys().getFirst();
    }

    @Test
    void whatAPolicyAsksForIsTheSameObjectInADocument() {
        var name = Names.add("tcb_of_this_test");
        assertThat(key("{\"tcb_of_this_test\": 1}")).isSameAs(name);
        assertThat(RegoObject.of("tcb_of_this_test", name).keys().getFirst()).isSameAs(name);
        assertThat(key("{\"tcb\\u005fof_this_test\": 1}")).isEqualTo(name);
        assertThat(key("{\"another_of_this_test\": 1}")).isEqualTo(RegoString.of("another_of_this_test"));
    }

    /** Strings whose hashes, and so whose places, are the same. */
    @ParameterizedTest
    @CsvSource({"Aa, BB", "AaAa, BBBB", "AaBB, BBAa"})
    void aNameIsNeverTakenForAnotherOfTheSamePlace(String one, String other) {
        Names.add(one);
        assertThat(key("{\"" + other + "\": 1}")).isEqualTo(RegoString.of(other));
        assertThat(Names.add(other).value()).isEqualTo(other);
        assertThat(key("{\"" + one + "\": 1}")).isEqualTo(RegoString.of(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\\b", "a\"b", "a\nb", "é", "\ud83d\ude00", "a\u0000", "\ud800"})
    void aNameThatJsonWritesOtherwiseIsReadAsWritten(String name) {
        Names.add(name);
        var written = JsonWriter.write(RegoObject.of(name, RegoNull.NULL));
        if (!name.equals("\ud800")) assertThat(key(written)).isEqualTo(RegoString.of(name));
        assertThat(key("{\"a\\b\": 1}")).isEqualTo(RegoString.of("a\b"));
        assertThat(key("{\"?\": 1}")).isEqualTo(RegoString.of("?"));
    }
}
