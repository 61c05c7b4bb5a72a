package org.attestry.rego.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.builtin.Builtin;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every plan of ours, written as JSON and read again, gives what it gave before. */
class OwnPlanTest {
    private static final EvalOptions OPTIONS = EvalOptions.at(Instant.parse("2026-01-01T00:00:00Z"));
    private static final RegoCompiler COMPILER = RegoCompiler.standard()
            .withBuiltins(List.of(Builtin.of("test.sleep", "string -> null", (_, _) -> RegoNull.NULL)));

    private static List<ConformanceCase> cases(Path file) throws IOException {
        var cases = new ArrayList<ConformanceCase>();
        if (JsonReader.read(Files.readAllBytes(file)) instanceof RegoObject json
                && json.get("cases") instanceof RegoArray found)
            for (var one : found) cases.add(new ConformanceCase((RegoObject) one, COMPILER, OPTIONS));
        return cases;
    }

    /** What must not change: the result, or the code of the error. */
    private static String told(ConformanceCase.Outcome outcome) {
        return switch (outcome) {
            case ConformanceCase.Outcome.Yielded(var result) -> result.toString();
            case ConformanceCase.Outcome.Failed(var code, var _) -> code;
        };
    }

    private static void same(Path file, ConformanceCase one) {
        var expected = told(one.fromSource());
        // Random identifiers and the like differ between any two runs.
        if (!expected.equals(told(one.fromSource()))) return;
        var outcome = one.fromOwnPlan();
        // A plan may do otherwise where the suite says that OPA's own plans do.
        if (one.isJudged() && one.verdict(outcome, true) == null) return;
        assertThat(told(outcome)).as(file + " " + one.note()).isEqualTo(expected);
    }

    @Test
    void aPlanSurvivesItsJson() throws IOException {
        var shared = System.getProperty("attestry.shared");
        var folder = Path.of(shared == null ? "missing" : shared, "rego-conformance", "v1");
        if (!Files.isDirectory(folder)) Assumptions.abort("no conformance cases at " + folder);
        try (var files = Files.walk(folder)) {
            for (var file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".json"))::iterator) {
                for (var one : cases(file)) same(file, one);
            }
        }
    }
}
