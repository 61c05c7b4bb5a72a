package org.attestry.demo.enclave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.agent.edl.CGenerator;
import org.attestry.agent.edl.EdlCompiler;
import org.attestry.agent.edl.EdlException;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.ExitCode;
import org.attestry.cli.output.Problem;

/** Builds the native runtime of a checkout, and enclaves for it from their EDL and C, with the C compiler of this machine. */
public final class NativeToolchain {
    private static final String IMAGE = "vault.enclave.so";

    private final Path runtime;
    private final String compiler;

    private NativeToolchain(Path runtime, String compiler) {
        this.runtime = runtime;
        this.compiler = compiler;
    }

    /** The one of this machine and checkout; refuses with what is missing. */
    public static NativeToolchain find() {
        var runtime = Path.of(System.getProperty("attestry.home", ""))
                .toAbsolutePath()
                .resolve("agent/native");
        if (!Files.isExecutable(runtime.resolve("build"))) {
            throw missing("the native runtime's sources are not in " + runtime + ": run this from a checkout");
        }
        for (var name : List.of("gcc", "clang", "cc")) {
            if (works(name)) return new NativeToolchain(runtime, name);
        }
        throw missing("neither gcc, clang nor cc is on the PATH: install a C compiler, f.e. gcc, and make");
    }

    private static CommandFailed missing(String what) {
        return new CommandFailed(ExitCode.USAGE, Problem.local("toolchain", "An enclave cannot be built here", what));
    }

    /** Builds the runtime where it is not up to date; its library with the host API. */
    public Path library() {
        run(runtime, List.of("./build", "--cc", compiler));
        return runtime.resolve("target/plain/lib/libsecgear.so");
    }

    /** The image of the demo's enclave, built below {@code folder} from stubs that are generated there. */
    Path image(Path folder) {
        try {
            var edl = Files.writeString(folder.resolve("vault.edl"), source("vault.edl"));
            Files.writeString(folder.resolve("vault_enclave.c"), source("vault_enclave.c"));
            var compiled = new EdlCompiler(List.of()).compile(edl);
            for (var file : CGenerator.generate(compiled, CGenerator.Side.ENCLAVE, false)
                    .entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (EdlException e) {
            throw new IllegalStateException("the demo's EDL compiles", e);
        }
        run(
                folder,
                List.of(
                        compiler,
                        "-std=gnu17",
                        "-O2",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-fPIC",
                        "-shared",
                        "-Wl,-Bsymbolic",
                        "-I.",
                        "-I" + runtime.resolve("include"),
                        "vault_t.c",
                        "vault_enclave.c",
                        "-o",
                        IMAGE));
        return folder.resolve(IMAGE);
    }

    /** The text of a source that comes with the demo. */
    static String source(String name) {
        try (var in = NativeToolchain.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not in this jar");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean works(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What {@code command} printed, run to its end in {@code folder}; refuses with it where the command fails. */
    public static String run(Path folder, List<String> command) {
        try {
            var process = new ProcessBuilder(new ArrayList<>(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) return output;
            throw missing(String.join(" ", command) + " failed:\n" + output.strip());
        } catch (IOException e) {
            throw missing(command.getFirst() + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw missing("interrupted");
        }
    }

    /** The folder of the native runtime. */
    public Path runtime() {
        return runtime;
    }
}
