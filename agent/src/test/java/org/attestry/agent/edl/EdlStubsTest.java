package org.attestry.agent.edl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.agent.enclave.NativeBuild;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated stubs, compiled with every warning on, carry every kind of parameter both ways and refuse forged sizes. */
@Tag("integration")
class EdlStubsTest {
    private static final Path SOURCES = Path.of("native/test/edl").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void everyKindOfParameterCrossesTheBorder() throws Exception {
        var output = NativeBuild.build("plain");
        assertThat(runBorder(output, List.of("-Wall", "-Wextra", "-Werror"))).doesNotContain("not ok");
    }

    @Tag("slow")
    @Test
    void sanitizersFindNothingInTheStubs() throws Exception {
        var output = NativeBuild.build("address-undefined", "--sanitize", "address,undefined");
        assertThat(runBorder(output, List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all")))
                .doesNotContain("not ok");
    }

    @Test
    void messagesThatAreAlteredDoNoHarm() throws Exception {
        fuzz("3", List.of("-Wall", "-Wextra", "-Werror"));
    }

    @Tag("slow")
    @Test
    void messagesThatAreAlteredForAMinuteDoNoHarmThatTheAddressSanitizerSees() throws Exception {
        fuzz("60", List.of("-fsanitize=address", "-fno-sanitize-recover=all"));
    }

    /** Both sides' bridges without a process between: a copy of what a host or an enclave could send. */
    private void fuzz(String seconds, List<String> flags) throws Exception {
        var _ = NativeBuild.build("plain");
        generate("border.edl");
        image(flags);
        compile(with(
                flags,
                "-rdynamic",
                "border_u.c",
                SOURCES.resolve("border_fuzz.c").toString(),
                "-ldl",
                "-o",
                "border_fuzz"));
        var outcome =
                NativeBuild.run(folder, List.of(folder.resolve("border_fuzz").toString(), seconds), 300);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("ok nothing_altered_does_harm");
    }

    @Test
    void theFileOfTheManualCompilesAsItStands() throws Exception {
        var _ = NativeBuild.build("plain");
        generate("strings.edl");
        compile(List.of("-Wall", "-Wextra", "-Werror", "-c", "strings_u.c", "strings_t.c"));
    }

    private String runBorder(Path output, List<String> flags) throws Exception {
        var library = output.resolve("lib");
        generate("border.edl");
        image(flags);
        compile(with(
                flags,
                "border_u.c",
                SOURCES.resolve("border_host.c").toString(),
                "-L" + library,
                "-lsecgear",
                "-Wl,-rpath," + library,
                "-o",
                "border"));
        var outcome = NativeBuild.run(folder, List.of(folder.resolve("border").toString()), 120);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        return outcome.output();
    }

    private void image(List<String> flags) {
        compile(with(
                flags,
                "-fPIC",
                "-shared",
                "-Wl,-Bsymbolic",
                "border_t.c",
                SOURCES.resolve("border_enclave.c").toString(),
                "-o",
                "border.enclave.so"));
    }

    private void generate(String file) throws Exception {
        var compiled = new EdlCompiler(List.of()).compile(SOURCES.resolve(file));
        for (var side : CGenerator.Side.values()) {
            for (var text : CGenerator.generate(compiled, side, false).entrySet()) {
                var _ = Files.writeString(folder.resolve(text.getKey()), text.getValue());
            }
        }
    }

    private static List<String> with(List<String> flags, String... more) {
        var all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return all;
    }

    private void compile(List<String> arguments) {
        var command = new ArrayList<>(List.of(
                "cc",
                "-std=gnu17",
                "-O1",
                "-g",
                "-I.",
                "-I" + SOURCES,
                "-I" + NativeBuild.headers(),
                "-I" + SOURCES.getParent()));
        command.addAll(arguments);
        var outcome = NativeBuild.run(folder, command, 120);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
    }
}
