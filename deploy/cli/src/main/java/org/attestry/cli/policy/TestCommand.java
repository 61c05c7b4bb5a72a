package org.attestry.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.rego.EvalOptions;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.tool.PolicyTests;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy test}: every rule named {@code test_…}. */
@Command(
        name = "test",
        description = {
            "Run every rule named test_…; one that is undefined, false or fails is a failure.",
            "The last line is `N passed, N failed, N skipped`; ends with 1 if any failed, or if there is none."
        })
public final class TestCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files and folders of policies, tests and data.")
    private List<Path> paths = List.of();

    @Option(
            names = {"-v", "--verbose"},
            description = "Name the tests that passed, and what they printed.")
    private boolean verbose;

    @Option(names = "--coverage", description = "Say how much the tests reached, and which lines they did not.")
    private boolean coverage;

    @Option(names = "--at", paramLabel = "RFC3339", description = "What policies take for now (default: now).")
    private @Nullable Instant at;

    @Mixin
    private SourceOptions sources = new SourceOptions();

    @Mixin
    private Output output = new Output();

    public TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var report = report();
        output.print(console, data(report), this::text);
        boolean passed =
                report.passed() > 0 && report.passed() == report.tests().size();
        return (passed ? ExitCode.YES : ExitCode.REFUSED).number();
    }

    private PolicyTests.Report report() {
        try {
            var now = at == null ? console.clock().instant() : at;
            return PolicyTests.run(PolicySources.load(paths, sources), EvalOptions.at(now));
        } catch (RegoCompileException e) {
            throw PolicySources.rejected(e);
        }
    }

    private JsonNode data(PolicyTests.Report report) {
        var data = Json.object();
        var tests = data.putArray("tests");
        for (var test : report.tests()) {
            var item = tests.addObject()
                    .put("name", test.name())
                    .put("passed", test.wrong().isEmpty());
            test.wrong().ifPresent(why -> item.put("why", why));
            var said = item.putArray("said");
            test.said().forEach(said::add);
        }
        data.put("passed", report.passed())
                .put("failed", report.tests().size() - report.passed())
                .put("skipped", report.skipped());
        if (coverage) {
            data.put("coverage", Math.round(report.coverage() * 10) / 10.0);
            var missed = data.putArray("not_covered");
            report.missed().forEach(missed::add);
        }
        return data;
    }

    private String text(JsonNode data) {
        var text = new StringBuilder();
        for (var test : data.path("tests")) {
            if (!test.path("passed").asBoolean()) {
                text.append("FAIL ").append(test.path("name").asText()).append(": ");
                text.append(test.path("why").asText()).append('\n');
                said(test, text);
            } else if (verbose) {
                text.append("PASS ").append(test.path("name").asText()).append('\n');
                said(test, text);
            }
        }
        if (coverage) {
            data.path("not_covered")
                    .forEach(line ->
                            text.append("not covered ").append(line.asText()).append('\n'));
            text.append("coverage ").append(data.path("coverage").asText()).append("%\n");
        }
        return text.append(data.path("passed").asText())
                .append(" passed, ")
                .append(data.path("failed").asText())
                .append(" failed, ")
                .append(data.path("skipped").asText())
                .append(" skipped")
                .toString();
    }

    private static void said(JsonNode test, StringBuilder text) {
        for (var line : test.path("said"))
            text.append("  ").append(line.asText()).append('\n');
    }
}
