package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.rego.RegoCompiler;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.ir.PolicyWriter;
import org.attestry.rego.value.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code policy plan}: policies in OPA's intermediate representation. */
@Command(
        name = "plan",
        description =
                "Compile policies and print the plan in OPA's intermediate representation, which any evaluator of it runs.")
public final class PlanCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "RULE",
            arity = "1..*",
            description = "Entry points: full paths of rules, such as data.attestry.policy.appraisal.")
    private List<String> entrypoints = List.of();

    @Mixin
    private PolicyInput input = new PolicyInput();

    @Mixin
    private Output output = new Output();

    public PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        output.print(console, plan(), Json::pretty);
        return ExitCode.YES.number();
    }

    private JsonNode plan() {
        try {
            var files = input.files();
            var policy = RegoCompiler.standard().compile(files.modules(), files.data(), entrypoints);
            return Json.parse(JsonWriter.write(PolicyWriter.write(policy.plan())));
        } catch (RegoCompileException e) {
            throw PolicySources.rejected(e);
        }
    }
}
