package org.attestry.rego.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.conformance.ConformanceCase.Outcome;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoObject;

/** Runs a folder of OPA's cases from source to result and from OPA's own plan to result. */
public final class RegoConformance {
    private final RegoCompiler compiler;
    private final EvalOptions options;
    private final Map<String, int[]> table = new TreeMap<>();
    private final int[] errors = new int[4];
    private final List<String> failures = new ArrayList<>();
    private final List<String> emitted = new ArrayList<>();

    private RegoConformance(EvalOptions options) {
        this.options = options;
        // The suite's own builtin: sleeping is what it tests, not what it needs.
        this.compiler = RegoCompiler.standard()
                .withBuiltins(List.of(Builtin.of("test.sleep", "string -> null", (_, _) -> RegoNull.NULL)));
    }

    /**
     * How many cases of one folder gave the result they want.
     *
     * @param folder the folder, relative to the one that was run
     */
    public record Row(String folder, int sourcePassed, int sourceFailed, int planPassed, int planFailed) {}

    /**
     * What a run came to.
     *
     * @param rows the cases that want a result, a row for each folder
     * @param errors the cases that want an error
     * @param failures one line for each case and way that failed
     * @param emitted one JSON object for each case, in the order run
     */
    public record Report(List<Row> rows, Row errors, List<String> failures, List<String> emitted) {
        public Report {
            rows = List.copyOf(rows);
            failures = List.copyOf(failures);
            emitted = List.copyOf(emitted);
        }

        /** All rows in one. */
        public Row sum() {
            return rows.stream()
                    .reduce(
                            new Row("", 0, 0, 0, 0),
                            (x, y) -> new Row(
                                    "",
                                    x.sourcePassed + y.sourcePassed,
                                    x.sourceFailed + y.sourceFailed,
                                    x.planPassed + y.planPassed,
                                    x.planFailed + y.planFailed));
        }
    }

    /**
     * Runs all {@code *.json} files below {@code folder}.
     *
     * @throws IOException where the folder cannot be read
     */
    public static Report run(Path folder, Instant now) throws IOException {
        var conformance = new RegoConformance(EvalOptions.at(now));
        List<Path> files;
        try (var walk = Files.walk(folder)) {
            files = walk.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (var file : files) conformance.file(folder.relativize(file).toString(), Files.readAllBytes(file));
        return conformance.report();
    }

    private void file(String name, byte[] bytes) {
        if (!(JsonReader.read(bytes) instanceof RegoObject json) || !(json.get("cases") instanceof RegoArray cases))
            return;
        int index = 0;
        for (var one : cases) {
            one(name, index, new ConformanceCase((RegoObject) one, compiler, options));
            index++;
        }
    }

    private void one(String name, int index, ConformanceCase one) {
        int slash = name.lastIndexOf('/');
        var counts = table.computeIfAbsent(slash < 0 ? "." : name.substring(0, slash), _ -> new int[4]);
        var fromSource = one.fromSource();
        emitted.add(JsonWriter.write(one.emitted(name, index, fromSource)));
        if (!one.isJudged()) return;
        // A case that wants an error is checked and reported, but by the suite's rule it counts as neither.
        boolean counted = one.wantsResult();
        count(counted ? counts : errors, 0, name, index, one, fromSource);
        if (one.hasPlan()) count(counted ? counts : errors, 2, name, index, one, one.fromPlan());
    }

    private void count(int[] counts, int column, String name, int index, ConformanceCase one, Outcome outcome) {
        var wrong = one.verdict(outcome, column == 2);
        counts[wrong == null ? column : column + 1]++;
        if (wrong != null)
            failures.add(name + "#" + index + " [" + one.note() + "] from " + (column == 2 ? "plan" : "source") + ": "
                    + wrong);
    }

    private Report report() {
        var rows = table.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .toList();
        return new Report(rows, row("", errors), failures, emitted);
    }

    private static Row row(String folder, int[] counts) {
        return new Row(folder, counts[0], counts[1], counts[2], counts[3]);
    }
}
