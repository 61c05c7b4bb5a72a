package org.attestry.demo.enclave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attestry.agent.edl.EdlOutput;
import org.attestry.cli.Cli;
import org.attestry.cli.Console;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnclaveDemoTest {
    @TempDir
    private Path folder;

    @Test
    void theProxiesAreWhatTheCompilerMakesOfTheEdl() throws Exception {
        var edl = Files.writeString(folder.resolve("vault.edl"), NativeToolchain.source("vault.edl"));
        new EdlOutput.Java(folder, "org.attestry.demo.enclave").write(edl, List.of());
        assertThat(Path.of("src/main/java/org/attestry/demo/enclave/Vault.java"))
                .hasSameTextualContentAs(folder.resolve("Vault.java"));
    }

    @Tag("integration")
    @Test
    void theWalkComesOutAndLeavesNoProcess() {
        var compilers =
                Stream.of("/usr/bin/gcc", "/usr/bin/clang", "/usr/bin/cc").map(Path::of);
        assumeTrue(
                compilers.anyMatch(Files::isExecutable) && Files.isExecutable(Path.of("/usr/bin/make")),
                "no C compiler or no make here: the enclave demo is not tested");
        System.setProperty(
                "attestry.home", Path.of("../..").toAbsolutePath().normalize().toString());
        var out = new StringWriter();
        var console = new Console(new PrintWriter(out), new PrintWriter(out), Map.of(), false, Clock.systemUTC());
        var exit = new Cli(console).run(List.of("enclave", "demo", "--json"));
        assertThat(exit).as(out::toString).isEqualTo(ExitCode.YES);
        var told = Json.parse(out.toString());
        assertThat(told.path("token").asText()).isNotEmpty();
        assertThat(told.path("steps")).hasSize(11);
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().command().orElse("").endsWith("attestry-enclave-host"));
    }
}
