package org.attestry.demo.enclave;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.Problem;
import org.attestry.cli.serve.AtStop;
import org.attestry.demo.Quiet;
import org.attestry.demo.Scene;
import org.attestry.demo.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code enclave demo}: an enclave from its EDL to its death and restart, told step by step; leaves nothing behind. */
@Command(
        name = "demo",
        description = {
            "Show an enclave from its EDL to its death and restart. Needs a C compiler and make.",
            "It is built, opened in a process of its own, called every way there is, made to seal and attest, killed under calls"
                    + " that wait, and opened again."
        })
public final class EnclaveDemoCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Output output = new Output();

    private final List<Scene> scenes = new ArrayList<>();

    EnclaveDemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Quiet.please();
        try (var folder = TemporaryFolder.make()) {
            AtStop.run(folder::close);
            var findings = walked(folder.path());
            if (!output.forPeople()) output.print(console, findings, Json::pretty);
            else console.out().println("\n" + console.palette().good("Done.") + " Nothing is left running or behind.");
        } catch (IllegalStateException e) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    Problem.local("demo", "The demo did not come out as it must", e.getMessage() + ""));
        }
        return ExitCode.YES.number();
    }

    private ObjectNode walked(Path folder) {
        var toolchain = NativeToolchain.find();
        var library = toolchain.library();
        var image = toolchain.image(folder);
        tell(
                "An enclave, built from vault.edl and vault_enclave.c",
                List.of("stubs generated, image " + image.getFileName()));
        try (var attestation = EnclaveAttestation.start(folder, image);
                var vault = OpenVault.open(library, image, attestation)) {
            tell(
                    "Opened on the simulated engine, in a process of its own",
                    List.of("process " + vault.process().pid() + ", sandboxed; its memory is not the host's to read"));
            var walk = new EnclaveWalk(vault, this::tell);
            walk.calls();
            var sealed = walk.seal();
            walk.unseal(sealed);
            walk.attest(image);
            walk.die();
            walk.unseal(sealed);
            var steps = walk.findings().putArray("steps");
            scenes.forEach(scene -> steps.add(scene.json()));
            return walk.findings();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void tell(String title, List<String> lines) {
        var scene = new Scene(title, lines);
        scenes.add(scene);
        if (!output.forPeople()) return;
        console.out().println(console.palette().strong(scenes.size() + ". " + scene.title()));
        scene.lines().forEach(line -> console.out().println("     " + line));
        console.out().flush();
    }
}
