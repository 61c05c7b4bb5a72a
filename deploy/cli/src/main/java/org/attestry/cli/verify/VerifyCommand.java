package org.attestry.cli.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.collateral.CaseFolder;
import org.attestry.collateral.CollateralException;
import org.attestry.verifier.Verdict;
import org.attestry.verifier.VerdictJson;
import org.attestry.verifier.Verifiers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify}: one piece of evidence, without a service, through the same verifiers. */
@Command(
        name = "verify",
        description = {
            "Verify evidence offline, and say which checks ran.",
            "Ends with 0 verified, 1 refused, 2 usage, 3 inconclusive (something that would decide is missing).",
            "For example: attestry verify --tee snp --evidence report.bin --endorsement trust_root=ark.pem"
                    + " --endorsement intermediate=ask.pem --endorsement endorsement_key_cert=vcek.der --nonce <128 hex digits>"
        })
public final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Option(
            names = "--case",
            paramLabel = "DIR",
            description =
                    "A folder with a case.json that names evidence, endorsements, nonce and instant, or that file.")
    private @Nullable Path folder;

    @Mixin
    private EvidenceOptions options = new EvidenceOptions();

    @Option(
            names = "--at",
            paramLabel = "RFC3339",
            description =
                    "The instant at which certificates and lists have to be valid (default: now, or that of the case).")
    private @Nullable Instant at;

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Mixin
    private Output output = new Output();

    public VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        var installed = new InstalledVerifiers(console, plugins);
        var input = input(installed);
        var verdict =
                installed.verifiers().verify(input.evidence(), input.expected(), input.endorsements(), input.at());
        if (output.forPeople()) console.out().println(new VerdictText(console.palette(), binding()).of(verdict));
        else output.print(console, data(input, verdict), Json::pretty);
        return VerdictExit.of(verdict).number();
    }

    private VerificationInput input(InstalledVerifiers installed) {
        if (folder == null) {
            var when = at != null ? at : console.clock().instant();
            return new VerificationInput(options.evidence(installed), options.expected(), options.endorsements(), when);
        }
        if (options.given()) throw CommandFailed.usage("--case names everything: only --at goes with it");
        return ofCase(folder, installed.verifiers());
    }

    private String binding() {
        if (folder != null) return "the evidence is not bound to the octets that case.json expects";
        return options.nonce == null
                ? "no --nonce was given"
                : "the evidence is not bound to what --nonce gives, which has to be all of the bound octets";
    }

    private VerificationInput ofCase(Path named, Verifiers verifiers) {
        try {
            var recorded = CaseFolder.read(folderOf(named));
            var when = at != null ? at : recorded.verifyAt().orElseGet(console.clock()::instant);
            var evidence = verifiers.lookedAt(recorded.evidence());
            return new VerificationInput(evidence, recorded.expected(), recorded.endorsements(), when);
        } catch (CollateralException e) {
            throw CommandFailed.file(e.getMessage() + "");
        }
    }

    /** The file in it is as good a name of a folder. */
    private static Path folderOf(Path named) {
        var folder = named.endsWith("case.json") && !Files.isDirectory(named)
                ? named.toAbsolutePath().getParent()
                : named;
        return folder == null ? named : folder;
    }

    private static ObjectNode data(VerificationInput input, Verdict verdict) {
        var data = Json.object();
        data.put("format", input.evidence().format()).put("at", input.at().toString());
        data.put("fresh", verdict instanceof Verdict.Accepted accepted && accepted.fresh());
        data.setAll((ObjectNode) Json.of(VerdictJson.tree(verdict)));
        return data;
    }
}
