package org.attestry.agent.edl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compiles, in which order functions are numbered, and what the command writes. */
class EdlCompilerTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void importedFunctionsComeAfterAFilesOwn() throws Exception {
        write("library.edl", "enclave { trusted { public int a(); public int b(); }; untrusted { int o(); }; };");
        var file = write(
                "app.edl",
                "enclave { from \"library.edl\" import *; trusted { public int own() transition_using_threads; }; };");
        var compiled = new EdlCompiler(List.of()).compile(file);
        assertThat(compiled.trusted()).extracting(Function::name).containsExactly("own", "a", "b");
        assertThat(SharedHeader.of(compiled))
                .contains("fid_sl_async_own = 2,", "fid_a = 3,", "fid_b = 4,", "fid_own = 0,", "fid_o = 0,");
    }

    @Test
    void onlyTheFunctionsNamedAreImported() throws Exception {
        write("library.edl", "enclave { trusted { public int a(); public int b(); }; };");
        var file = write("app.edl", "enclave { from \"library.edl\" import b; trusted { public int own(); }; };");
        assertThat(new EdlCompiler(List.of()).compile(file).trusted())
                .extracting(Function::name)
                .containsExactly("own", "b");
    }

    @Test
    void aFileThatComesInOnTwoWaysIsThereOnce() throws Exception {
        write("base.edl", "enclave { struct s { int a; }; trusted { public int base([in] struct s *p); }; };");
        write("left.edl", "enclave { from \"base.edl\" import *; trusted { public int left(); }; };");
        write("right.edl", "enclave { from \"base.edl\" import *; trusted { public int right(); }; };");
        var file = write("app.edl", "enclave { from \"left.edl\" import *; from \"right.edl\" import *; };");
        var compiled = new EdlCompiler(List.of()).compile(file);
        assertThat(compiled.trusted()).extracting(Function::name).containsExactly("left", "base", "right");
        assertThat(compiled.definitions()).hasSize(1);
    }

    @Test
    void libraryFilesAreFoundWithoutASearchPath() throws Exception {
        for (var library : List.of("tstdc", "tssl", "pthread", "tkey_exchange", "tprotected_fs", "tswitchless")) {
            var file = write(
                    "app.edl",
                    "enclave { from \"secgear_" + library + ".edl\" import *; trusted { public int f(); }; };");
            assertThat(new EdlCompiler(List.of()).compile(file).trusted()).hasSize(1);
        }
    }

    @Test
    void theSearchPathIsAskedAfterTheFilesOwnFolder() throws Exception {
        var library = Files.createDirectory(folder.resolve("library"));
        var _ = Files.writeString(library.resolve("far.edl"), "enclave { trusted { public int far(); }; };");
        var file = write("app.edl", "enclave { from \"far.edl\" import *; };");
        assertThat(new EdlCompiler(List.of(folder, library)).compile(file).trusted())
                .extracting(Function::name)
                .containsExactly("far");
    }

    @Test
    void commentsMayStandAnywhere() throws Exception {
        var file = write(
                "app.edl",
                "/* a * b / */enclave/**/{// {\n trusted { public /* ) */ unsigned long int f(void); }; };//end");
        assertThat(new EdlCompiler(List.of())
                        .compile(file)
                        .trusted()
                        .getFirst()
                        .result()
                        .declared())
                .isEqualTo("unsigned long ");
    }

    @Test
    void theCommandWritesBothSides() throws IOException {
        var file = write("app.edl", "enclave { trusted { public int f(); }; };");
        assertThat(run(file.toString(), "--out", folder.resolve("made").toString()))
                .isZero();
        assertThat(list("made")).containsExactlyInAnyOrder("app_args.h", "app_u.h", "app_u.c", "app_t.h", "app_t.c");
    }

    @Test
    void theCommandTakesTheOptionsOfBuildsThatHaveThemAlready() throws IOException {
        var file = write("app.edl", "enclave { trusted { public int f(); }; };");
        assertThat(run(
                        "--trustzone",
                        "--untrusted",
                        file.toString(),
                        "--search-path",
                        folder.toString(),
                        "--untrusted-dir",
                        folder.resolve("host").toString()))
                .isZero();
        assertThat(run(
                        "--sgx",
                        "--trusted",
                        "--header-only",
                        file.toString(),
                        "--trusted-dir",
                        folder.resolve("enclave").toString()))
                .isZero();
        assertThat(list("host")).containsExactlyInAnyOrder("app_args.h", "app_u.h", "app_u.c");
        assertThat(list("enclave")).containsExactlyInAnyOrder("app_args.h", "app_t.h");
    }

    @Test
    void theCommandWritesAJavaClass() throws IOException {
        var file = write("app.edl", "enclave { trusted { public int f(); }; };");
        var made = folder.resolve("java").toString();
        assertThat(run(file.toString(), "--out", made, "--lang", "java", "--package", "demo"))
                .isZero();
        assertThat(list("java")).containsExactly("App.java");
    }

    @Test
    void theCommandTellsBadFilesFromBadArguments() throws IOException {
        var broken = write("broken.edl", "enclave { };");
        assertThat(run(broken.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("broken.edl:1:1: ");
        assertThat(run(folder.resolve("absent.edl").toString())).isEqualTo(1);
        assertThat(run()).isEqualTo(2);
        assertThat(run("--what")).isEqualTo(2);
        assertThat(run(broken.toString(), "--lang", "cobol")).isEqualTo(2);
        assertThat(run(broken.toString(), "--out")).isEqualTo(2);
    }

    private int run(String... arguments) {
        var command = new EdlCommand(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        return command.run(List.of(arguments));
    }

    private List<String> list(String child) throws IOException {
        try (var files = Files.list(folder.resolve(child))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
