package org.attestry.bench.enclave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.attestry.bench.Row;
import org.attestry.demo.enclave.NativeToolchain;

/**
 * Ordinary, switchless and async calls at one, two and four callers, and octets through buffers, as the native runtime's own benchmark
 * measures them in C; and what a call from Java adds.
 */
public final class EnclaveRows {
    private static final Pattern CALL =
            Pattern.compile("(ordinary|switchless|async) +([0-9]+) +([0-9.]+) +([0-9.]+) +([0-9.]+)");
    private static final Pattern OCTETS = Pattern.compile(" *([0-9]+) bytes in and out: +([0-9.]+) MB/s each way");
    private static final double FASTER = 10;
    private static final double FFM_NANOS = 50;

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Double> middles = new HashMap<>();

    /** The rows; builds the native runtime first where it is not up to date. */
    public List<Row> run() {
        var toolchain = NativeToolchain.find();
        var library = toolchain.library();
        var printed = NativeToolchain.run(toolchain.runtime(), List.of("./build", "--bench"));
        printed.lines().forEach(this::read);
        if (middles.isEmpty()) throw new IllegalStateException("the native benchmark printed no figures: " + printed);
        for (int callers = 1; callers <= 4; callers *= 2) rows.add(speedUp(callers));
        rows.add(
                Row.atMost("a call from Java, more than from C", new ForeignCall(library).nanos(), "ns", FFM_NANOS, 1));
        return rows;
    }

    private void read(String line) {
        var call = CALL.matcher(line);
        if (call.matches()) {
            var name = call.group(1) + ", " + call.group(2) + (call.group(2).equals("1") ? " caller" : " callers");
            middles.put(call.group(1) + call.group(2), Double.parseDouble(call.group(3)));
            rows.add(Row.measured(name + ", p50", Double.parseDouble(call.group(3)), "us"));
            rows.add(Row.measured(name + ", p99", Double.parseDouble(call.group(4)), "us"));
            rows.add(Row.measured(name + ", p99.9", Double.parseDouble(call.group(5)), "us"));
        }
        var octets = OCTETS.matcher(line);
        if (octets.matches()) {
            rows.add(Row.measured(
                    "[in, out] buffers of " + octets.group(1) + " octets",
                    Double.parseDouble(octets.group(2)),
                    "MB/s"));
        }
    }

    /** With one caller a core is idle; with more than cores switchless calls must not be the slower ones. */
    private Row speedUp(int callers) {
        double ordinary = middles.getOrDefault("ordinary" + callers, Double.NaN);
        double switchless = middles.getOrDefault("switchless" + callers, Double.NaN);
        return Row.atLeast(
                "ordinary by switchless, " + callers + (callers == 1 ? " caller" : " callers"),
                ordinary,
                "us",
                switchless,
                callers == 1 ? FASTER : 1);
    }
}
