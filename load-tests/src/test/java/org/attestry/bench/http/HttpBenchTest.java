package org.attestry.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.attestry.cli.serve.AtStop;
import org.attestry.verifier.crypto.Cryptos;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("integration")
final class HttpBenchTest {
    /** What fails of a stop, as a start does that comes too late, is no fault of the operator's, and nothing is said of it. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"going on, a fault", "stopping, no fault"})
    @Timeout(120)
    void whatFailsOnceTheProcessIsToldToStopIsNoFault(String process, String said, @TempDir Path folder)
            throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var taken = Files.writeString(folder.resolve("taken"), "no folder");
        var classes = System.getProperty("java.class.path");
        var started = new ProcessBuilder(java, "-cp", classes, Failing.class.getName(), process, taken.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = started.getInputStream()) {
            assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).endsWith("failed: " + said);
            assertThat(started.waitFor()).isEqualTo(3);
        }
    }

    /** A process whose start fails, as it goes on or once it was told to stop. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] arguments) {
            var folder = Path.of(arguments[1]);
            if (arguments[0].equals("going on")) fail(folder);
            else Runtime.getRuntime().addShutdownHook(new Thread(() -> fail(folder)));
            System.exit(3);
        }

        private static void fail(Path folder) {
            try {
                var _ = new HttpBench(folder, Cryptos.installed(), Duration.ZERO).run();
            } catch (RuntimeException | InterruptedException e) {
                System.out.print("failed: " + (AtStop.explainsFailures() ? "no fault" : "a fault"));
            }
        }
    }
}
