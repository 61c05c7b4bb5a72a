package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.rego.EvalResult;
import org.attestry.rego.Explanation;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.tool.PolicyExplain;
import org.attestry.rego.value.JsonWriter;
import org.attestry.rego.value.RegoValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code policy explain}: which rule decided, and why the others did not. */
@Command(
        name = "explain",
        description =
                "Evaluate a rule and say of every rule asked on the way which body gave its value and where others stopped.")
public final class ExplainCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "RULE", description = "The full path of the rule, such as data.attestry.policy.appraisal.")
    private String rule = "";

    @Mixin
    private PolicyInput input = new PolicyInput();

    @Mixin
    private Output output = new Output();

    public ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.print(console, data(result()), ExplainCommand::text);
        return ExitCode.YES.number();
    }

    private EvalResult result() {
        try {
            return PolicyExplain.run(input.files(), rule, input.input(), input.options(console));
        } catch (RegoCompileException e) {
            throw PolicySources.rejected(e);
        } catch (RegoEvaluationException e) {
            throw PolicySources.failed(e);
        }
    }

    private JsonNode data(EvalResult result) {
        var data = Json.object().put("rule", rule);
        put(data, result.value());
        var rules = data.putArray("rules");
        for (var asked : result.explanation().rules()) {
            var item = rules.addObject()
                    .put("path", asked.path())
                    .put("file", asked.file())
                    .put("line", asked.line());
            put(item, asked.value());
            item.put("by_default", PolicyExplain.byDefault(asked));
            var bodies = item.putArray("bodies");
            for (var body : asked.bodies()) bodies.add(body(body));
        }
        return data;
    }

    private static ObjectNode body(Explanation.Body body) {
        var item =
                Json.object().put("file", body.file()).put("line", body.line()).put("held", body.held());
        return body.held() ? item : item.put("stopped_at", body.stoppedAt());
    }

    /** A value that is missing is undefined, which JSON has no word for. */
    private static void put(ObjectNode item, Optional<RegoValue> value) {
        value.ifPresent(known -> item.set("value", Json.parse(JsonWriter.write(known))));
    }

    private static String text(JsonNode data) {
        var text = new StringBuilder(data.path("rule").asText() + " is " + shown(data));
        for (var rule : data.path("rules")) {
            text.append('\n').append(rule.path("path").asText()).append(" = ").append(shown(rule));
            for (var body : rule.path("bodies")) {
                text.append("\n  ")
                        .append(body.path("file").asText())
                        .append(':')
                        .append(body.path("line").asInt())
                        .append(
                                body.path("held").asBoolean()
                                        ? " held"
                                        : " stopped at line "
                                                + body.path("stopped_at").asInt());
            }
            if (rule.path("by_default").asBoolean()) {
                text.append("\n  ")
                        .append(rule.path("file").asText())
                        .append(':')
                        .append(rule.path("line").asInt())
                        .append(" by default");
            }
        }
        return text.toString();
    }

    private static String shown(JsonNode item) {
        return item.has("value") ? Json.line(item.path("value")) : "undefined";
    }
}
