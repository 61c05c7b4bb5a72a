package org.attestry.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    /** Names in falling order, so that order of arrival and term order differ. */
    private static List<RegoString> names(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> RegoString.of("k" + (99 - i)))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 9, 40})
    void anObjectOfAShapeIsLikeOneMadeEntryByEntry(int size) {
        var shape = Shape.of(names(size));
        var values = new RegoValue[size];
        var expected = Building.object(4);
        for (int i = 0; i < size; i++) {
            values[i] = RegoNumber.of(i);
            Building.put(expected, names(size).get(i), values[i]);
        }
        var other = shape.object(values.clone());
        var object = shape.object(values);
        Building.put(object, RegoString.of("a"), RegoNull.NULL);
        Building.put(object, names(size).getFirst(), RegoNull.NULL);
        assertThat(object.get("a")).isEqualTo(RegoNull.NULL);
        assertThat(object.size()).isEqualTo(size + 1);
        assertThat(object.sortedKey(0)).isEqualTo(RegoString.of("a"));
        assertThat(other).as("another of that shape").isEqualTo(expected).hasSameHashCodeAs(expected);
        assertThat(JsonWriter.write(other)).isEqualTo(JsonWriter.write(expected));
    }

    @Test
    void noNameIsThereTwice() {
        var name = RegoString.of("a");
        assertThatThrownBy(() -> Shape.of(List.of(name, name))).isInstanceOf(IllegalArgumentException.class);
    }
}
