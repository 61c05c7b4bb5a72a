package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.TextTable;
import org.attestry.rego.CompiledPolicy;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy bench}: what one evaluation of a user's own policy costs. */
@Command(
        name = "bench",
        description = "Evaluate a query again and again in one thread and say what one evaluation costs.")
public final class BenchCommand implements Callable<Integer> {
    private static final String QUERY = "query";
    private static final int MOST_SAMPLES = 1_000_000;

    private final Console console;

    @Parameters(paramLabel = "QUERY", description = "The query.")
    private String query = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to measure, after as long a warm-up (default: 3).")
    private int seconds = 3;

    @Mixin
    private PolicyInput input = new PolicyInput();

    @Mixin
    private Output output = new Output();

    public BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (seconds < 1) throw CommandFailed.usage("--seconds is 1 or more");
        try {
            var policy = compiled();
            var _ = samples(policy); // the warm-up
            var nanos = samples(policy);
            Arrays.sort(nanos);
            output.print(console, data(nanos, policy), TextTable::fields);
            return ExitCode.YES.number();
        } catch (RegoCompileException e) {
            throw PolicySources.rejected(e);
        } catch (RegoEvaluationException e) {
            throw PolicySources.failed(e);
        }
    }

    private CompiledPolicy compiled() throws RegoCompileException {
        var files = input.files();
        return RegoCompiler.standard().compileQueries(files.modules(), files.data(), Map.of(QUERY, query));
    }

    private long[] samples(CompiledPolicy policy) {
        var document = input.input().orElse(null);
        var options = input.options(console);
        var samples = new long[MOST_SAMPLES];
        int taken = 0;
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        for (long begun = System.nanoTime(); begun < end && taken < MOST_SAMPLES; begun = System.nanoTime()) {
            var _ = policy.evaluate(QUERY, document, options);
            samples[taken++] = System.nanoTime() - begun;
        }
        return Arrays.copyOf(samples, taken);
    }

    private JsonNode data(long[] sorted, CompiledPolicy policy) {
        var fuel = policy.evaluate(QUERY, input.input().orElse(null), input.options(console))
                .fuelSpent();
        return Json.object()
                .put("evaluations", sorted.length)
                .put("mean_us", micros((long) Arrays.stream(sorted).average().orElse(0)))
                .put("p50_us", micros(sorted[sorted.length / 2]))
                .put("p99_us", micros(sorted[(int) (sorted.length * 0.99)]))
                .put("fuel", fuel);
    }

    private static String micros(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e3);
    }
}
