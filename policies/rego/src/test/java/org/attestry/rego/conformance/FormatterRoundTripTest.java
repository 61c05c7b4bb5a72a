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
import org.attestry.rego.conformance.ConformanceCase.Outcome;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.syntax.SourceFormatter;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class FormatterRoundTripTest {
    private final RegoCompiler compiler = RegoCompiler.standard();
    private final EvalOptions options = EvalOptions.at(Instant.parse("2026-01-01T00:00:00Z"));
    private int formattedModules;

    @Test
    void everyModuleOfOpasCasesMeansTheSameWhenItIsFormattedAndIsNotChangedTwice() throws IOException {
        var shared = System.getProperty("attestry.shared");
        var folder = Path.of(shared == null ? "missing" : shared, "rego-conformance");
        if (!Files.isDirectory(folder)) Assumptions.abort("no conformance cases at " + folder);
        var changed = new ArrayList<String>();
        for (var file : files(folder)) {
            if (!(JsonReader.read(Files.readAllBytes(file)) instanceof RegoObject json)
                    || !(json.get("cases") instanceof RegoArray cases)) continue;
            for (var one : cases) {
                if (!meansTheSame((RegoObject) one)) changed.add(file + " " + one);
            }
        }
        assertThat(changed).isEmpty();
        assertThat(formattedModules).isGreaterThan(1_000);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            return walk.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private boolean meansTheSame(RegoObject one) {
        var modules = new ArrayList<RegoValue>();
        if (!(one.get("modules") instanceof RegoArray sources)) return true;
        for (var source : sources) {
            var text = ((RegoString) source).value();
            try {
                var formatted = SourceFormatter.format("case.rego", text);
                if (!SourceFormatter.format("case.rego", formatted).equals(formatted)) return false;
                modules.add(RegoString.of(formatted));
                formattedModules++;
            } catch (RegoCompileException _) {
                return !compiles(one); // only what has no tokens may be refused
            }
        }
        var formatted = one.with(RegoString.of("modules"), RegoArray.of(modules));
        return outcome(one).equals(outcome(formatted));
    }

    private boolean compiles(RegoObject one) {
        return new ConformanceCase(one, compiler, options).fromSource() instanceof Outcome.Yielded;
    }

    /** The result, or the code of the error, whose message may name a line. */
    private Object outcome(RegoObject one) {
        return switch (new ConformanceCase(one, compiler, options).fromSource()) {
            case Outcome.Yielded(var result) -> result;
            case Outcome.Failed(var code, var _) -> code;
        };
    }
}
