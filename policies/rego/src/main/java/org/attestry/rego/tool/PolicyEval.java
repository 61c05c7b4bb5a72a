package org.attestry.rego.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoObject;
import org.jspecify.annotations.Nullable;

/** {@code policy eval}: evaluates a query and prints its bindings as JSON. */
public final class PolicyEval {
    private PolicyEval() {}

    /**
     * Prints {@code {"result": [bindings…]}}; without a result the list is empty.
     *
     * @param input a JSON file, or null for no input
     * @return 0, or 1 where the query failed, with the errors on {@code err}
     * @throws IOException where a file cannot be read
     */
    public static int run(
            List<Path> paths, String query, @Nullable Path input, Instant now, PrintStream out, PrintStream err)
            throws IOException {
        var files = PolicyFiles.load(paths);
        try {
            var policy = RegoCompiler.standard().compileQueries(files.modules(), files.data(), Map.of("query", query));
            var document = input == null ? null : JsonReader.read(Files.readAllBytes(input));
            var result = policy.evaluate("query", document, EvalOptions.at(now));
            out.println(JsonWriter.write(RegoObject.of("result", RegoArray.of(result.bindings()))));
            return 0;
        } catch (RegoCompileException | RegoEvaluationException | JsonException e) {
            err.println(e.getMessage());
            return 1;
        }
    }
}
