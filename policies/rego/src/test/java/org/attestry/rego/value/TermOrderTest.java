package org.attestry.rego.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TermOrderTest {
    private static RegoSet set(RegoValue... items) {
        return RegoSet.of(List.of(items));
    }

    private static RegoValue json(String text) {
        return JsonReader.read(text);
    }

    @Test
    void termsAreOrderedByKindAndThenByContent() {
        var ordered = List.of(
                json("null"),
                json("false"),
                json("true"),
                json("-1"),
                json("0.5"),
                json("1"),
                json("1e3"),
                json("\"\""),
                json("\"a\""),
                json("\"b\""),
                json("\"\uffff\""),
                json("\"\ud83d\ude00\""),
                json("[]"),
                json("[1]"),
                json("[1,1]"),
                json("[2]"),
                json("{}"),
                json("{\"a\":1}"),
                json("{\"a\":2}"),
                json("{\"b\":0}"),
                set(),
                set(json("1")),
                set(json("1"), json("2")),
                set(json("2")));
        var shuffled = new ArrayList<RegoValue>(ordered);
        Collections.shuffle(shuffled, new Random(7));
        Collections.sort(shuffled);
        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void numbersAreEqualByValueAndHashAlike() {
        assertThat(json("1.0")).isEqualTo(json("1")).hasSameHashCodeAs(json("1"));
        assertThat(json("10e-1")).isEqualTo(json("1")).hasSameHashCodeAs(json("1"));
        assertThat(json("1e30"))
                .isEqualTo(json("1000000000000000000000000000000"))
                .hasSameHashCodeAs(json("1000000000000000000000000000000"));
    }

    @Test
    void objectsAndSetsAreEqualWhateverTheOrderOfArrival() {
        assertThat(json("{\"a\":1,\"b\":2}")).isEqualTo(json("{\"b\":2,\"a\":1}"));
        assertThat(set(json("1"), json("2")).equals(set(json("2"), json("1"), json("1.0"))))
                .isTrue();
    }

    @Test
    void aLongArrayFindsItsItemsAsAShortOneDoes() {
        var items = new ArrayList<RegoValue>();
        for (int i = 0; i < 10_000; i++) items.add(RegoString.of("digest-" + i));
        var array = RegoArray.of(items);
        assertThat(array.contains(RegoString.of("digest-9999"))).isTrue();
        assertThat(array.contains(RegoString.of("digest-10000"))).isFalse();
    }
}
