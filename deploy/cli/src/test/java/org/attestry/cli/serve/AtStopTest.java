package org.attestry.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.cli.Recording;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
class AtStopTest {
    /** A process that is told to stop before it has said what is to end, and after it. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"before", "after"})
    void whatRunsEndsWheneverTheProcessIsToldToStop(String told) throws IOException, InterruptedException {
        assertThat(outputOf(Stopped.class, told)).isEqualTo("ended");
    }

    /**
     * What a start throws that is stopped is whatever the part throws that was being made: no fault of the operator's. A stop ends nothing
     * that any other command uses.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "going on, agent --listen nowhere, The configuration cannot be used",
        "stopping, agent --listen nowhere, ''",
        "going on, policy check nowhere, nowhere",
        "stopping, policy check nowhere, nowhere"
    })
    void whatAStartThatIsToldToStopFailsOfIsNotSaid(String process, String command, String said)
            throws IOException, InterruptedException {
        var output = outputOf(Failing.class, process, command);
        assertThat(output).contains(said);
        assertThat(output.isEmpty()).as(output).isEqualTo(said.isEmpty());
    }

    private static String outputOf(Class<?> main, String... arguments) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = process.getInputStream()) {
            var output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isEqualTo(3);
            return output;
        }
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

    /** A process with a command that fails, as it goes on or once it was told to stop. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] process) {
            var command = process[1].split(" ");
            if (process[0].equals("going on")) fail(command);
            else Runtime.getRuntime().addShutdownHook(new Thread(() -> fail(command)));
            System.exit(3);
        }

        private static void fail(String... command) {
            var recording = Recording.plain();
            var _ = recording.run(command);
            System.out.print(recording.err());
        }
    }
}
