package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** Names that somebody chose so that they meet in a hash table are refused in the time that any others take: nobody has signed them yet. */
class HostileHeaderTest {
    private static final int PAIRS = 6;

    /** As many as a token has room for. */
    private static final int NAMES = 1400;

    /** Above what noise makes of equal work, below what work growing with the square comes to: six times as much for so few. */
    private static final int ALLOWED = 3;

    @Test
    void namesOfOneHashCostWhatOthersDo() {
        var ordinary = token("%012d"::formatted);
        var hostile = token(HostileHeaderTest::ofOneHash);

        assertThat(effort(hostile)).isLessThan(ALLOWED * effort(ordinary));
    }

    private static String token(IntFunction<String> name) {
        var header = IntStream.range(0, NAMES)
                .mapToObj(i -> '"' + name.apply(i) + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        return Bytes.utf8(header).base64Url() + ".e30.AA";
    }

    /** Every two bits become one of four pairs of characters with one hash code. */
    private static String ofOneHash(int bits) {
        return IntStream.range(0, PAIRS)
                .map(pair -> (bits >> (2 * pair)) & 3)
                .mapToObj(choice -> "" + (char) ('a' + choice) + (char) ('~' - 31 * choice))
                .collect(Collectors.joining());
    }

    /** Of this thread's processor alone, so that others' work does not count; the least of many, since none can take less. */
    private static long effort(String token) {
        var threads = ManagementFactory.getThreadMXBean();
        return IntStream.range(0, 200)
                .mapToLong(_ -> {
                    long before = threads.getCurrentThreadCpuTime();
                    assertThatExceptionOfType(Refusal.class)
                            .isThrownBy(() -> CompactJws.parse(token))
                            .withMessageStartingWith("header");
                    return threads.getCurrentThreadCpuTime() - before;
                })
                .min()
                .orElseThrow();
    }
}
