package org.attestry.cli.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.Progress;
import org.attestry.cli.verify.InstalledVerifiers;
import org.attestry.cli.verify.PluginOptions;
import org.attestry.collateral.CaseExpectation;
import org.attestry.collateral.CaseFolder;
import org.attestry.collateral.CollateralException;
import org.attestry.rego.conformance.RegoConformance;
import org.attestry.verifier.Verifiers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code conformance}: every recorded case below a folder, through the verifiers of the service. */
@Command(
        name = "conformance",
        description = {
            "Verify every case.json below a folder and hold the verdicts and claims against what the cases expect.",
            "The last line is `N passed, N failed`; ends with 1 if any failed."
        })
public final class ConformanceCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DIR", description = "The folder to look below.")
    private Path top = Path.of("");

    @Option(
            names = "--rego",
            description =
                    "Run OPA's cases below the folder through the policy engine, from source and from OPA's plans.")
    private boolean rego;

    @Option(
            names = "--emit",
            paramLabel = "OUT",
            description =
                    "Write what came out to this file, one JSON object a line: dir, verdict, reason, checks, claims; or file, index, result or error.")
    private @Nullable Path emit;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private Output output = new Output();

    public ConformanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (rego) return regoCases();
        var results = results(new InstalledVerifiers(console, plugins).verifiers());
        if (emit != null) write(emit, results.stream().map(result -> Json.line(result.emitted())));
        var report = new ConformanceReport(results);
        output.print(console, report.data(), _ -> report.text(console.palette()));
        return (report.failed() == 0 ? ExitCode.YES : ExitCode.REFUSED).number();
    }

    private List<CaseResult> results(Verifiers verifiers) {
        var folders = folders();
        var results = new ArrayList<CaseResult>();
        try (var progress = Progress.on(console, "cases", folders.size())) {
            for (var folder : folders) {
                results.add(result(folder, verifiers));
                progress.step();
            }
        }
        return results;
    }

    private List<Path> folders() {
        try {
            var folders = CaseFolder.below(top);
            if (folders.isEmpty()) throw CommandFailed.file("no case.json below " + top);
            return folders;
        } catch (CollateralException e) {
            throw CommandFailed.file(e.getMessage() + "");
        }
    }

    private CaseResult result(Path folder, Verifiers verifiers) {
        var dir = top.relativize(folder).toString();
        try {
            var recorded = CaseFolder.read(folder);
            return CaseResult.of(dir, recorded.tee(), outcome(recorded, verifiers), CaseExpectation.read(folder));
        } catch (CollateralException e) {
            return CaseResult.unread(dir, e.getMessage() + "");
        }
    }

    private CaseOutcome outcome(CaseFolder recorded, Verifiers verifiers) {
        var evidence = verifiers.lookedAt(recorded.evidence());
        if (verifiers.forFormat(evidence.format()).isEmpty()) {
            return new CaseOutcome.NotPossible("no verifier for " + evidence.format());
        }
        var at = recorded.verifyAt().orElseGet(console.clock()::instant);
        return new CaseOutcome.Judged(verifiers.verify(evidence, recorded.expected(), recorded.endorsements(), at));
    }

    private int regoCases() {
        try {
            var report = RegoConformance.run(top, console.clock().instant());
            if (report.emitted().isEmpty()) throw CommandFailed.file("no cases below " + top);
            if (emit != null) write(emit, report.emitted().stream());
            output.print(console, RegoReport.data(report), RegoReport::text);
            return (report.sum().sourceFailed() == 0 ? ExitCode.YES : ExitCode.REFUSED).number();
        } catch (IOException e) {
            throw CommandFailed.unusable(top, e);
        }
    }

    private static void write(Path file, Stream<String> lines) {
        try {
            Files.write(file, lines.toList());
        } catch (IOException e) {
            throw CommandFailed.unwritable(file, e);
        }
    }
}
