package org.attestry.agent.enclave;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Builds the native runtime for tests; a machine without a C compiler skips them with a line that says so. */
public final class NativeBuild {
    private static final Path NATIVE = Path.of("native").toAbsolutePath();
    private static final int NO_COMPILER = 3;

    private NativeBuild() {}

    /** The output directory of a build with these options, {@code name} as the script calls it. */
    public static Path build(String name, String... options) {
        var command = new ArrayList<String>();
        command.add(NATIVE.resolve("build").toString());
        command.addAll(List.of(options));
        var outcome = run(NATIVE, command, 600);
        if (outcome.exit() == NO_COMPILER) {
            Assumptions.abort("no C compiler or make here: the native enclave runtime is not tested");
        }
        if (outcome.exit() != 0) {
            throw new AssertionError("native/build failed:\n" + outcome.output());
        }
        return NATIVE.resolve("target").resolve(name);
    }

    /** Skips the test, with a line that says so, where one of {@code programs} is not on the PATH. */
    static void require(String... programs) {
        var path = List.of(System.getenv("PATH").split(File.pathSeparator, -1));
        for (var program : programs) {
            if (path.stream().noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
                Assumptions.abort(program + " is not installed here: not tested with it");
            }
        }
    }

    /** The folder of the C headers. */
    public static Path headers() {
        return NATIVE.resolve("include");
    }

    /** What a program wrote, both streams together, and how it ended. */
    public record Outcome(int exit, String output) {}

    /** Runs a program to its end; one that takes longer than {@code seconds} is killed and failed. */
    public static Outcome run(Path directory, List<String> command, int seconds) {
        return run(directory, command, seconds, Map.of());
    }

    /** The same, with more in its environment. */
    public static Outcome run(Path directory, List<String> command, int seconds, Map<String, String> environment) {
        try {
            var log = Files.createTempFile("attestry-native", ".log");
            var state = Files.createDirectories(NATIVE.resolve("target/state"));
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // The simulated device's key belongs to the build, not to the user who runs the tests.
            var _ = builder.environment().put("XDG_STATE_HOME", state.toString());
            builder.environment().putAll(environment);
            var process = builder.start();
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                var _ = process.destroyForcibly().waitFor();
            }
            var output = Files.readString(log, StandardCharsets.UTF_8);
            Files.delete(log);
            return new Outcome(ended ? process.exitValue() : -1, output);
        } catch (IOException e) {
            throw new AssertionError("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + command, e);
        }
    }

    /** The test programs of a build, by name. */
    public static List<Path> programs(Path output) {
        try (Stream<Path> files = Files.list(output.resolve("test"))) {
            return files.filter(file -> !file.toString().endsWith(".so") && Files.isExecutable(file))
                    .filter(file -> Files.exists(NATIVE.resolve("test/" + file.getFileName() + "_test.c")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("no test programs in " + output, e);
        }
    }
}
