package org.attestry.rego.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.attestry.rego.CompiledPolicy;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.Limits;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.syntax.Parser;
import org.attestry.rego.value.RegoBoolean;

/** {@code policy test}: runs every rule named {@code test_…} and says which lines the tests reached. */
public final class PolicyTests {
    private PolicyTests() {}

    /**
     * What a run came to.
     *
     * @param failures names of the tests that failed, with the reason
     * @param lines expressions of what is no test, by line
     * @param covered how many of those lines were reached
     */
    public record Report(int passed, int skipped, List<String> failures, int lines, int covered) {
        public Report {
            failures = List.copyOf(failures);
        }

        /** The share of lines reached, in percent; 100 where there are none. */
        public double coverage() {
            return lines == 0 ? 100 : 100.0 * covered / lines;
        }
    }

    /**
     * Runs the tests of all modules; those named {@code todo_test_…} are counted as skipped.
     *
     * @throws IOException where a file cannot be read
     * @throws RegoCompileException where the modules do not compile
     */
    public static Report run(List<Path> paths, Instant now, PrintStream out) throws IOException, RegoCompileException {
        var files = PolicyFiles.load(paths);
        var modules = new ArrayList<Module>();
        for (var source : files.modules())
            modules.add(Parser.module(source.file(), source.text(), source.version(), Limits.DEFAULT));
        var tests = new LinkedHashSet<String>();
        int skipped = 0;
        for (var module : modules) {
            for (var rule : module.rules()) {
                var name = ((Var) rule.head().ref().head()).name();
                if (name.startsWith("todo_test_")) skipped++;
                if (name.startsWith("test_") && !rule.head().isFunction()) tests.add(module.path() + "." + name);
            }
        }
        var policy = RegoCompiler.standard().compile(files.modules(), files.data(), List.copyOf(tests));
        return report(tests, skipped, policy, modules, now, out);
    }

    private static Report report(
            Set<String> tests, int skipped, CompiledPolicy policy, List<Module> modules, Instant now, PrintStream out) {
        var failures = new ArrayList<String>();
        var reached = new LinkedHashSet<String>();
        for (var test : tests) {
            var wrong = run(test, policy, now, reached);
            out.println((wrong.isPresent() ? "FAIL " : "PASS ")
                    + test
                    + wrong.map(why -> ": " + why).orElse(""));
            wrong.ifPresent(why -> failures.add(test + ": " + why));
        }
        var lines = Lines.of(modules);
        int covered = (int) lines.stream().filter(reached::contains).count();
        var report = new Report(tests.size() - failures.size(), skipped, failures, lines.size(), covered);
        out.printf(
                "%d passed, %d failed, %d skipped, coverage %.1f%%%n",
                report.passed, failures.size(), skipped, report.coverage());
        return report;
    }

    private static Optional<String> run(String test, CompiledPolicy policy, Instant now, Set<String> reached) {
        try {
            var result = policy.evaluate(test, null, EvalOptions.at(now).explaining());
            reached.addAll(result.explanation().covered());
            var value = result.value();
            if (value.isEmpty()) return Optional.of("undefined");
            return value.get() == RegoBoolean.FALSE ? Optional.of("false") : Optional.empty();
        } catch (RegoEvaluationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The lines that coverage counts. */
    private static final class Lines {
        private Lines() {}

        static Set<String> of(List<Module> modules) {
            var lines = new TreeSet<String>();
            for (var module : modules) {
                for (var rule : module.rules()) {
                    if (((Var) rule.head().ref().head()).name().startsWith("test_")) continue;
                    for (var branch : rule.branches()) {
                        for (var expr : branch.body())
                            lines.add(expr.loc().file() + ":" + expr.loc().row());
                    }
                }
            }
            return lines;
        }
    }
}
