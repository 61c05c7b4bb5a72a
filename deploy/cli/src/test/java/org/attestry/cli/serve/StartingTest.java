package org.attestry.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.attestry.cli.CommandFailed;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StartingTest {
    static Stream<Arguments> failures() {
        var gone = new IllegalStateException("root.key is missing");
        var taken = new BindException("[/127.0.0.1:8080] Address already in use");
        return Stream.of(
                Arguments.of(new IllegalStateException(new CompletionException(gone)), "root.key is missing"),
                Arguments.of(new CompletionException(new RuntimeException("Bind failed", taken)), "127.0.0.1:8080"),
                Arguments.of(new IllegalStateException("no keys", gone), "no keys\nbecause root.key is missing"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whyAStartIsRefusedIsSaidWithoutTheNameOfAClass(RuntimeException failure, String wanted) {
        var refused = catchThrowableOfType(
                CommandFailed.class,
                () -> Starting.orRefuse(
                        () -> {
                            throw failure;
                        },
                        Map.of()));
        assertThat(refused.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.problem().members().toString().replace("\\n", "\n"))
                .contains(wanted)
                .doesNotContain("java.", "Exception");
    }

    /** A supervisor tries again after it, and not after a refusal. */
    @Test
    void whatWasNotAnsweredInTimeIsNoRefusal() {
        var failed = catchThrowableOfType(
                CommandFailed.class,
                () -> Starting.orRefuse(
                        () -> {
                            throw new CompletionException(new TimeoutException());
                        },
                        Map.of()));
        assertThat(failed.exit()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(failed.problem().members().toString())
                .contains("The start took too long")
                .doesNotContain("Exception");
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            serve | --listen=                       | --listen (attest.listen)
            serve | --set=attest.management.listen= | attest.management.listen, for example with --set
            agent | --listen=                       | --listen (attest.agent.listen)
            """)
    void aTakenPortIsOneSentenceThatNamesWhatToChange(String command, String option, String change, @TempDir Path data)
            throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var environment = Map.of(
                    "ATTESTRY_DATA", data.toString(),
                    "ATTESTRY_LISTEN", "127.0.0.1:0",
                    "ATTESTRY_MANAGEMENT_LISTEN", "127.0.0.1:0");
            var recording = Recording.with(environment);
            assertThat(recording.run(command, option + "127.0.0.1:" + taken.getLocalPort()))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(recording.err().lines())
                    .containsExactly(
                            "attestry: The start is refused",
                            "  cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": another process does already",
                            "  choose another address: " + change);
            assertThat(data).isEmptyDirectory();
        }
    }
}
