package org.attestry.persistence.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class of the tests in a process of its own, with this one's class path. */
final class ChildJvm {
    private ChildJvm() {}

    /** The command that runs {@code main}, to be put behind another one or started as it is. */
    static List<String> command(Class<?> main, String... args) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(args));
        return command;
    }

    /** What {@code main} printed; fails if it ended with an error. */
    static String run(Class<?> main, String... args) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command(main, args))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new IOException(main + " ended with an error: " + output);
        return output;
    }
}
