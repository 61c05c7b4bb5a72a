package org.attestry.agent.edl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What compiles, in which order functions are numbered, and what is written. */
class EdlCompilerTest {
    @TempDir
    Path folder;

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
    void bothSidesAreWritten() throws Exception {
        var file = write("app.edl", "enclave { trusted { public int f(); }; };");
        EdlOutput.C
                .into(folder.resolve("made"), EnumSet.allOf(CGenerator.Side.class))
                .write(file, List.of());
        assertThat(list("made")).containsExactlyInAnyOrder("app_args.h", "app_u.h", "app_u.c", "app_t.h", "app_t.c");
    }

    @Test
    void aSideGoesWhereItIsWantedAndItsHeadersAlone() throws Exception {
        var file = write("app.edl", "enclave { trusted { public int f(); }; };");
        new EdlOutput.C(Map.of(CGenerator.Side.ENCLAVE, folder.resolve("enclave")), true).write(file, List.of());
        assertThat(list("enclave")).containsExactlyInAnyOrder("app_args.h", "app_t.h");
    }

    @Test
    void aJavaClassIsWritten() throws Exception {
        var file = write("app.edl", "enclave { trusted { public int f(); }; };");
        new EdlOutput.Java(folder.resolve("java"), "demo").write(file, List.of());
        assertThat(list("java")).containsExactly("App.java");
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
