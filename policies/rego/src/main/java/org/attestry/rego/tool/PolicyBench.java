package org.attestry.rego.tool;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntSupplier;
import org.attestry.rego.CompiledPolicy;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.RegoModule;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoObject;

/** {@code bench policy}: what one evaluation of a realistic appraisal costs on one thread. */
public final class PolicyBench {
    private static final int BATCH = 200;

    /** Processor time, so that what else the machine does is not measured. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final EvalOptions options;
    private final long roundNanos;

    private PolicyBench(Instant now, Duration round) {
        this.options = EvalOptions.at(now);
        this.roundNanos = round.toNanos();
    }

    /**
     * Medians of seven rounds, in microseconds.
     *
     * @param textMicros JSON text in, JSON text out
     * @param parsedMicros parsed input, no text
     * @param largeMicros parsed input, reference lists of 10,000
     * @param compileMillis one compile, warm
     * @param loopMicros the fixed loop that all is compared with
     */
    public record Report(
            double textMicros, double parsedMicros, double largeMicros, double compileMillis, double loopMicros) {}

    /**
     * Runs the benchmark for about {@code round} times 40.
     *
     * @throws RegoCompileException never for the policy that is built in
     */
    public static Report run(Instant now, Duration round) throws RegoCompileException {
        var bench = new PolicyBench(now, round);
        var small = compile(BenchmarkPolicy.data(25));
        var large = small.withData(BenchmarkPolicy.data(10_000));
        var input = BenchmarkPolicy.input(25);
        var inputLarge = BenchmarkPolicy.input(10_000);
        var text = JsonWriter.bytes(input);
        double loop = bench.median(PolicyBench::loop);
        double json = bench.median(() -> JsonWriter.write(bench.value(small, (RegoObject) JsonReader.read(text)))
                .length());
        double parsed = bench.median(() -> bench.value(small, input).size());
        double many = bench.median(() -> bench.value(large, inputLarge).size());
        double compile = bench.median(PolicyBench::compileOnce) / 1_000;
        return new Report(json, parsed, many, compile, loop);
    }

    private static CompiledPolicy compile(RegoObject data) throws RegoCompileException {
        return RegoCompiler.standard()
                .compile(
                        List.of(new RegoModule("bench.rego", BenchmarkPolicy.SOURCE)),
                        data,
                        List.of(BenchmarkPolicy.ENTRYPOINT));
    }

    /** The heap in MiB that so many distinct policies take, all held at once. */
    public static double mebibytes(int policies) throws RegoCompileException {
        var held = new ArrayList<CompiledPolicy>();
        long before = used();
        for (int i = 0; i < policies; i++) {
            var module = new RegoModule("policy-" + i + ".rego", BenchmarkPolicy.SOURCE + "\nnumber := " + i + "\n");
            held.add(RegoCompiler.standard()
                    .compile(List.of(module), RegoObject.EMPTY, List.of(BenchmarkPolicy.ENTRYPOINT)));
        }
        long after = used();
        if (held.size() != policies) throw new IllegalStateException("policies are missing");
        return (after - before) / 1024.0 / 1024.0;
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static int compileOnce() {
        try {
            return compile(RegoObject.EMPTY).plan().funcs().size();
        } catch (RegoCompileException e) {
            throw new IllegalStateException(e);
        }
    }

    private RegoObject value(CompiledPolicy policy, RegoObject input) {
        return (RegoObject) policy.evaluate(BenchmarkPolicy.ENTRYPOINT, input, options)
                .value()
                .orElseThrow();
    }

    /** Ten thousand steps of a shift register: nothing that a better library could do faster. */
    private static int loop() {
        long x = 88_172_645_463_325_252L;
        for (int i = 0; i < 10_000; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return (int) x;
    }

    private double median(IntSupplier work) {
        var _ = round(work, roundNanos * 2);
        var rounds = new ArrayList<Double>();
        for (int i = 0; i < 7; i++) rounds.add(round(work, roundNanos));
        Collections.sort(rounds);
        return rounds.get(3);
    }

    private static double round(IntSupplier work, long nanos) {
        long start = THREADS.getCurrentThreadCpuTime();
        long count = 0;
        int sink = 0;
        long spent;
        do {
            for (int i = 0; i < BATCH; i++) sink += work.getAsInt();
            count += BATCH;
            spent = THREADS.getCurrentThreadCpuTime() - start;
        } while (spent < nanos);
        if (sink == Integer.MIN_VALUE) throw new IllegalStateException("unlikely");
        return spent / 1_000.0 / count;
    }
}
