package org.attestry.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.attestry.cli.output.Output;
import org.attestry.cli.output.Problem;
import org.attestry.cli.serve.AtStop;
import org.attestry.cli.serve.Starting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code demo}: one attestation from end to end, told step by step; leaves nothing behind. */
@Command(
        name = "demo",
        description = {
            "Watch one attestation from end to end, and three refusals, on a simulated TEE.",
            "Starts a service node and an agent in this process, on free ports of loopback, and leaves nothing behind."
        })
public final class DemoCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private Output output = new Output();

    private final List<Scene> scenes = new ArrayList<>();

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Quiet.please();
        try (var folder = TemporaryFolder.make()) {
            AtStop.run(folder::close);
            var findings = findings(folder);
            if (!output.forPeople()) output.print(console, findings, Json::pretty);
            else
                console.out()
                        .println(
                                "\n" + console.palette().good("Done.") + " Nothing is left running or behind."
                                        + "\nNext: `attestry dev` to play with a service of your own; `attestry explain ID` asks it why it refused.");
        } catch (Walk.WentWrong e) {
            throw new CommandFailed(
                    ExitCode.REFUSED,
                    Problem.local("demo", "The demo did not come out as it must", e.getMessage() + ""));
        }
        return ExitCode.YES.number();
    }

    private ObjectNode findings(TemporaryFolder folder) {
        try (var ground = Starting.orRefuse(
                () -> Playground.start(folder.path().resolve("data"), "127.0.0.1:0", "127.0.0.1:0"), Map.of())) {
            tell(new Scene(
                    "A service node at " + ground.url() + ", an agent at " + ground.agentUrl(),
                    List.of("on a simulated TEE of a fake vendor, which only this node trusts")));
            var findings = new Walk(ground, this::tell).walk();
            RealReport.folder()
                    .flatMap(RealReport::verified)
                    .ifPresentOrElse(
                            this::tell, () -> tell(new Scene("No recorded reports beside the checkout", List.of())));
            var steps = findings.putArray("steps");
            scenes.forEach(scene -> steps.add(scene.json()));
            return findings;
        }
    }

    private void tell(Scene scene) {
        scenes.add(scene);
        if (!output.forPeople()) return;
        console.out().println(console.palette().strong(scenes.size() + ". " + scene.title()));
        scene.lines().forEach(line -> console.out().println("     " + line));
        console.out().flush();
    }
}
