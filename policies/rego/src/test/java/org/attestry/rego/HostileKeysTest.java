package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attestry.rego.value.JsonReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that somebody chose so that they meet in a hash table cost a builtin much what others do. */
class HostileKeysTest {
    private static final int BITS = 14;

    /** Far above what noise and an order instead of an index make of it, far below what growing with the square comes to. */
    private static final int ALLOWED = 100;

    private static final EvalOptions UNHURRIED =
            Policies.OPTIONS.withLimits(Policies.OPTIONS.limits().withWallTime(Duration.ofMinutes(2)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object.remove(input.o, input.keys)",
                "object.filter(input.o, input.keys)",
                "object.remove(input.o, input.o)",
                "object.filter(input.o, {k | some k in input.keys})"
            })
    void keysOfOneHashCostABuiltinWhatOthersDo(String call) throws Exception {
        var policy = Policies.compile("data.p.x", "package p\nx := count(" + call + ")");
        long ordinary = effort(policy, input("%028d"::formatted));

        assertThat(effort(policy, input(HostileKeysTest::ofOneHash))).isLessThan(ALLOWED * ordinary);
    }

    /** Each bit becomes one of two pairs of letters with one hash code. */
    private static String ofOneHash(int bits) {
        return IntStream.range(0, BITS)
                .mapToObj(i -> (bits >> i & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    private static String input(IntFunction<String> name) {
        return "{\"o\":{" + list(i -> quoted(name.apply(i)) + ":" + i) + "},\"keys\":["
                + list(i -> quoted(name.apply(i))) + "]}";
    }

    private static String list(IntFunction<String> each) {
        return IntStream.range(0, 1 << BITS).mapToObj(each).collect(Collectors.joining(","));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    /** Of this thread's processor alone, so that others' work does not count; the least of a few, since none can take less. */
    private static long effort(CompiledPolicy policy, String json) {
        var threads = ManagementFactory.getThreadMXBean();
        return IntStream.range(0, 3)
                .mapToLong(_ -> {
                    var input = JsonReader.read(json);
                    long before = threads.getCurrentThreadCpuTime();
                    assertThat(policy.evaluate("data.p.x", input, UNHURRIED).value())
                            .isPresent();
                    return threads.getCurrentThreadCpuTime() - before;
                })
                .min()
                .orElseThrow();
    }
}
