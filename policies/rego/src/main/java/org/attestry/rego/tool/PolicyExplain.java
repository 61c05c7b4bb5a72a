package org.attestry.rego.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.Explanation;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;

/** {@code policy explain}: says which rule decided and where the others stopped. */
public final class PolicyExplain {
    private PolicyExplain() {}

    /**
     * Prints the value of {@code entrypoint} and then one line for each body of each rule that was asked.
     *
     * @return 0, or 1 where there is no answer, with the reason on {@code err}
     * @throws IOException where a file cannot be read
     */
    public static int run(
            List<Path> paths, String entrypoint, @Nullable Path input, Instant now, PrintStream out, PrintStream err)
            throws IOException {
        var files = PolicyFiles.load(paths);
        try {
            var policy = RegoCompiler.standard().compile(files.modules(), files.data(), List.of(entrypoint));
            var document = input == null ? null : JsonReader.read(Files.readAllBytes(input));
            var result =
                    policy.evaluate(entrypoint, document, EvalOptions.at(now).explaining());
            out.println(entrypoint + " is " + shown(result.value().orElse(null)));
            for (var rule : result.explanation().rules()) print(rule, out);
            return 0;
        } catch (RegoCompileException | RegoEvaluationException | JsonException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static String shown(@Nullable RegoValue value) {
        return value == null ? "undefined" : value.toString();
    }

    private static void print(Explanation.Rule rule, PrintStream out) {
        out.println(rule.path() + " = " + shown(rule.value().orElse(null)));
        for (var body : rule.bodies()) {
            out.println("  " + body.file() + ":" + body.line()
                    + (body.held() ? " held" : " stopped at line " + body.stoppedAt()));
        }
        boolean byDefault = rule.value().isPresent() && rule.bodies().stream().noneMatch(Explanation.Body::held);
        if (byDefault) out.println("  " + rule.file() + ":" + rule.line() + " by default");
    }
}
