package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.tool.PolicyEval;
import org.attestry.rego.value.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy eval}: a query, answered. */
@Command(
        name = "eval",
        description = {
            "Evaluate a query, such as data.attestry.policy.appraisal, and print every way in which it holds.",
            "Each result is an object of the query's variables; the value of a query that is one term stands under value.",
            "What print and trace say goes to the error output."
        })
public final class EvalCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "QUERY", description = "The query.")
    private String query = "";

    @Option(names = "--fail", description = "End with 1 where there is no result, or the value is false.")
    private boolean fail;

    @Mixin
    private PolicyInput input = new PolicyInput();

    @Mixin
    private Output output = new Output();

    public EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var result = result();
        output.print(console, result, data -> Json.pretty(data.path("result")));
        return (fail && !holds(result) ? ExitCode.REFUSED : ExitCode.YES).number();
    }

    private JsonNode result() {
        try {
            var result = PolicyEval.run(
                    input.files(), query, input.input(), input.options(console).explaining());
            result.explanation().notes().forEach(console.err()::println);
            var data = Json.object();
            var list = data.putArray("result");
            result.bindings().forEach(binding -> list.add(Json.parse(JsonWriter.write(binding))));
            return data;
        } catch (RegoCompileException e) {
            throw PolicySources.rejected(e);
        } catch (RegoEvaluationException e) {
            throw PolicySources.failed(e);
        }
    }

    private static boolean holds(JsonNode data) {
        var result = data.path("result");
        var value = result.path(0).path(PolicyEval.VALUE);
        return !result.isEmpty() && !(value.isBoolean() && !value.asBoolean());
    }
}
