package org.attestry.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtStopTest {
    /** A process that is told to stop before it has said what is to end, and after it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"before", "after"})
    void whatRunsEndsWheneverTheProcessIsToldToStop(String told) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java, "-cp", System.getProperty("java.class.path"), Stopped.class.getName(), told)
                .redirectErrorStream(true)
                .start();
        try (var out = process.getInputStream()) {
            assertThat(new String(out.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("ended");
        }
        assertThat(process.waitFor()).isEqualTo(3);
    }

    /** The process. */
    static final class Stopped {
        private Stopped() {}

        public static void main(String[] told) {
            if (told[0].equals("after")) end();
            else Runtime.getRuntime().addShutdownHook(new Thread(Stopped::end));
            System.exit(3);
        }

        private static void end() {
            AtStop.run(() -> System.out.print("ended"));
        }
    }
}
