package org.attestry.rego.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys that somebody chose so that they meet in the index are kept like any others, and found in much the same time. */
class TableTest {
    private static final int BITS = 14;

    /** Far above what noise and an order instead of an index make of it, far below what growing with the square comes to. */
    private static final int ALLOWED = 30;

    /** Each bit becomes one of two pairs of letters with one hash code. */
    private static String ofOneHash(int bits) {
        return IntStream.range(0, BITS)
                .mapToObj(i -> (bits >> i & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    /** As long as the others. */
    private static String ordinary(int number) {
        return "%028d".formatted(number);
    }

    private static byte[] object(IntFunction<String> name) {
        return IntStream.range(0, 1 << BITS)
                .mapToObj(i -> '"' + name.apply(i) + "\":" + i)
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void keysOfOneHashCostWhatOthersDo() {
        var ordinary = object(TableTest::ordinary);
        var hostile = object(TableTest::ofOneHash);

        assertThat(effort(hostile)).isLessThan(ALLOWED * effort(ordinary));
    }

    private static long effort(byte[] json) {
        var threads = ManagementFactory.getThreadMXBean();
        return IntStream.range(0, 5)
                .mapToLong(_ -> {
                    long before = threads.getCurrentThreadCpuTime();
                    assertThat(JsonReader.read(json)).isNotNull();
                    return threads.getCurrentThreadCpuTime() - before;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void keysOfOneHashAreFoundReplacedAndToldApart() {
        var object = new RegoObject(2);
        for (int i = 0; i < 1000; i++)
            assertThat(object.put(key(i), RegoNumber.of(i))).isTrue();
        for (int i = 0; i < 1000; i += 7)
            assertThat(object.put(key(i), RegoNumber.of(-i))).isFalse();

        assertThat(object.size()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) assertThat(object.get(key(i))).isEqualTo(RegoNumber.of(i % 7 == 0 ? -i : i));
        assertThat(object.get(key(1000))).isNull();
        assertThat(object.get(RegoString.of("another"))).isNull();
    }

    @Test
    void aKeyOfOneHashThatComesTwiceIsRefused() {
        var twice = new String(object(TableTest::ofOneHash), StandardCharsets.UTF_8)
                .replace("}", ",\"" + ofOneHash(5) + "\":0}");

        assertThatThrownBy(() -> JsonReader.read(twice))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining("duplicate");
    }

    private static RegoString key(int bits) {
        return RegoString.of(ofOneHash(bits));
    }
}
