package org.attestry.rego.tool;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.attestry.rego.CompiledPolicy;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.ast.Module;
import org.attestry.rego.ast.Term.Var;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoValue;

/** {@code policy test}: runs every rule named {@code test_…} and says which lines the tests reached. */
public final class PolicyTests {
    private PolicyTests() {}

    /**
     * One test.
     *
     * @param name its full path
     * @param wrong why it failed; empty where it passed
     * @param said what {@code print} and {@code trace} wrote
     */
    public record Outcome(String name, Optional<String> wrong, List<String> said) {
        public Outcome {
            said = List.copyOf(said);
        }
    }

    /**
     * What a run came to.
     *
     * @param tests in the order of their sources
     * @param skipped how many are named {@code todo_test_…}
     * @param lines expressions of what is no test, as {@code file:line}
     * @param missed those of them that no test reached
     */
    public record Report(List<Outcome> tests, int skipped, List<String> lines, List<String> missed) {
        public Report {
            tests = List.copyOf(tests);
            lines = List.copyOf(lines);
            missed = List.copyOf(missed);
        }

        /** How many passed. */
        public long passed() {
            return tests.stream().filter(test -> test.wrong().isEmpty()).count();
        }

        /** The share of lines reached, in percent; 100 where there are none. */
        public double coverage() {
            return lines.isEmpty() ? 100 : 100.0 * (lines.size() - missed.size()) / lines.size();
        }
    }

    /**
     * Runs the tests of all modules; those named {@code todo_test_…} are counted as skipped.
     *
     * @throws RegoCompileException where the modules do not compile
     */
    public static Report run(PolicyFiles files, EvalOptions options) throws RegoCompileException {
        var modules = files.parsed();
        var names = names(modules, "test_").toList();
        var policy = RegoCompiler.standard().compile(files.modules(), files.data(), names);
        var reached = new LinkedHashSet<String>();
        var outcomes =
                names.stream().map(name -> run(name, policy, options, reached)).toList();
        var lines = List.copyOf(Lines.of(modules));
        var missed = lines.stream().filter(line -> !reached.contains(line)).toList();
        return new Report(outcomes, (int) names(modules, "todo_test_").count(), lines, missed);
    }

    private static Stream<String> names(List<Module> modules, String prefix) {
        return modules.stream()
                .flatMap(module -> module.rules().stream()
                        .filter(rule -> !rule.head().isFunction())
                        .map(rule -> ((Var) rule.head().ref().head()).name())
                        .filter(name -> name.startsWith(prefix))
                        .map(name -> module.path() + "." + name))
                .distinct();
    }

    private static Outcome run(String test, CompiledPolicy policy, EvalOptions options, Set<String> reached) {
        try {
            var result = policy.evaluate(test, null, options.explaining());
            reached.addAll(result.explanation().covered());
            return new Outcome(test, wrong(result.value()), result.explanation().notes());
        } catch (RegoEvaluationException e) {
            return new Outcome(test, Optional.of(String.valueOf(e.getMessage())), List.of());
        }
    }

    private static Optional<String> wrong(Optional<RegoValue> value) {
        if (value.isEmpty()) return Optional.of("undefined");
        return value.get() == RegoBoolean.FALSE ? Optional.of("false") : Optional.empty();
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
