package org.attestry.agent.edl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.attestry.agent.enclave.Enclave;
import org.attestry.agent.enclave.NativeBuild;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

/** Generated Java proxies compile, call a real enclave, and name what they leave out. */
class EdlJavaTest {
    private static final Path SOURCES = Path.of("native/test/edl").toAbsolutePath();

    /** An application: from its first line to its first answer. */
    private static final String APPLICATION = """
            package demo;

            import java.nio.file.Path;
            import java.util.Arrays;
            import java.util.List;
            import java.util.Optional;
            import org.attestry.agent.enclave.*;

            public final class Application implements java.util.function.BinaryOperator<String> {
                public String apply(String library, String image) {
                    try (var enclave = Enclave.open(EnclaveLibrary.load(Path.of(library)), Path.of(image),
                            Optional.of(SwitchlessConfig.ofWorkers(1)), List.of())) {
                        return use(new Border(enclave));
                    }
                }

                private static String use(Border border) {
                    border.nothing();
                    byte[] filled = new byte[4];
                    border.fill_out(filled, 4, (byte) 9);
                    int[] numbers = {1, 2, 3};
                    border.increment(numbers, 3);
                    int[] row = new int[4];
                    border.row(row);
                    return border.add(40, 2)
                            + " " + border.widths((byte) 1, (short) 2, 4, 8, 16, 32.5f, 64.5)
                            + " " + border.sum_in(new byte[] {1, 2, 3}, 3)
                            + " " + Arrays.toString(filled) + Arrays.toString(numbers) + Arrays.toString(row)
                            + " " + border.length("seven..") + " " + border.matrix(new int[] {1, 2, 3, 4, 5, 6})
                            + " " + border.null_ok(null, new byte[8], 8) + " " + border.fast_add(20, 22)
                            + " " + refused(border) + " " + misfit(border);
                }

                private static String refused(Border border) {
                    try {
                        return "" + border.talk(-1);
                    } catch (EnclaveCallException e) {
                        return e.code().name();
                    }
                }

                private static String misfit(Border border) {
                    try {
                        return "" + border.sum_in(new byte[3], 4);
                    } catch (IllegalArgumentException e) {
                        return e.getMessage();
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Tag("integration")
    @Test
    void anApplicationInJavaCallsThroughProxies() throws Exception {
        var library = NativeBuild.build("plain").resolve("lib/libsecgear.so");
        var image = enclave();
        write("Application.java", APPLICATION);
        write("Border.java", proxies().getOrDefault("Border.java", ""));
        compile();
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            @SuppressWarnings("unchecked") // the source is above
            var application = (BinaryOperator<String>) loader.loadClass("demo.Application")
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(application.apply(library.toString(), image.toString()))
                    .isEqualTo("42 127 6 [9, 9, 9, 9][2, 3, 4][0, 1, 4, 9] 7 6431 1 42"
                            + " CC_ERROR_ENCLAVE_DEAD an array has 3 octets, not 4");
        }
    }

    @Test
    void whatHasNoFormInJavaIsNamed() throws Exception {
        assertThat(proxies().getOrDefault("Border.java", ""))
                .contains("Not here, because Java has no form for their types: upper, wide_length, one, swap, foreign,")
                .doesNotContain(" swap(");
    }

    private Map<String, String> proxies() throws Exception {
        return JavaGenerator.generate(new EdlCompiler(List.of()).compile(SOURCES.resolve("border.edl")), "demo");
    }

    private Path enclave() throws Exception {
        var compiled = new EdlCompiler(List.of()).compile(SOURCES.resolve("border.edl"));
        for (var text :
                CGenerator.generate(compiled, CGenerator.Side.ENCLAVE, false).entrySet()) {
            write(text.getKey(), text.getValue());
        }
        var image = folder.resolve("border.enclave.so");
        var outcome = NativeBuild.run(
                folder,
                List.of(
                        "cc",
                        "-std=gnu17",
                        "-fPIC",
                        "-shared",
                        "-Wl,-Bsymbolic",
                        "-I.",
                        "-I" + SOURCES,
                        "-I" + NativeBuild.headers(),
                        "border_t.c",
                        SOURCES.resolve("border_enclave.c").toString(),
                        "-o",
                        image.toString()),
                120);
        assertThat(outcome.exit()).as(outcome.output()).isZero();
        return image;
    }

    private void compile() throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var sources = files.getJavaFileObjects(folder.resolve("Application.java"), folder.resolve("Border.java"));
            var options = List.of("-d", folder.toString(), "-classpath", classPath(), "-proc:none");
            assertThat(compiler.getTask(problems, files, null, options, null, sources)
                            .call())
                    .as(problems.toString())
                    .isTrue();
        }
    }

    private static String classPath() {
        return Stream.of(Enclave.class, Bytes.class, NullMarked.class, Logger.class)
                .map(type -> Path.of(URI.create(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .distinct()
                .collect(Collectors.joining(java.io.File.pathSeparator, "", ""));
    }

    private void write(String name, String text) throws Exception {
        var _ = Files.writeString(folder.resolve(name), text);
    }
}
