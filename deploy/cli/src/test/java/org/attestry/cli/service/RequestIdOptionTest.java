package org.attestry.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.client.FakeService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that a service does once under one request id: it is sent as given, and told where no answer came. */
class RequestIdOptionTest {
    private static final String FRESH = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    static Path folder;

    @BeforeAll
    static void aPolicy() throws IOException {
        Files.writeString(folder.resolve("p.rego"), "package attestry.policy\n");
    }

    static Stream<String> commands() {
        return Stream.of(
                "baseline add --name web --tee snp --value measurement=ab",
                "baseline withdraw snp web 3",
                "policy add --name strict --tee snp @");
    }

    private static String[] words(String command) {
        return command.replace("@", folder.resolve("p.rego").toString()).split(" ", -1);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theIdIsSentAsGivenAndElseANewOne(String command) {
        try (var service = FakeService.answering(200, "{}")) {
            for (var more : new String[] {" --request-id my-request_1", "", ""}) {
                assertThat(Recording.with(service.environment()).run(words(command + more)))
                        .isEqualTo(ExitCode.YES);
            }
            assertThat(service.request().requestId()).isEqualTo("my-request_1");
            var fresh = service.request().requestId();
            assertThat(fresh).matches(FRESH);
            assertThat(service.request().requestId()).matches(FRESH).isNotEqualTo(fresh);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "not.one.of.ours", "a b c d e f", ""})
    void anIdThatTheServiceWouldReplaceIsNotSent(String id) {
        try (var service = FakeService.answering(200, "{}")) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("baseline", "withdraw", "snp", "web", "3", "--request-id", id))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(recording.err()).contains("not a request id", "8 to 64 of");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whatMayHaveBeenDoneWithoutAnAnswerIsToldWithTheIdToRepeatItUnder(String command) throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ending = Thread.startVirtualThread(() -> readAndHangUp(silent));
            var recording = at(silent);
            assertThat(recording.run(words(command))).isEqualTo(ExitCode.UNREACHABLE);
            ending.join();
            assertThat(recording.err())
                    .containsPattern(Pattern.compile("the same with --request-id " + FRESH + " does it once"));
        }
    }

    private static void readAndHangUp(ServerSocket silent) {
        try (var socket = silent.accept()) {
            var _ = socket.getInputStream().read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatReachedNobodyWasNotDone() throws IOException {
        Recording recording;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            recording = at(closed);
        }
        assertThat(recording.run(words("baseline withdraw snp web 3"))).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(recording.err()).contains("no answer").doesNotContain("--request-id");
    }

    private static Recording at(ServerSocket socket) {
        return Recording.with(
                Map.of("ATTESTRY_URL", "http://127.0.0.1:" + socket.getLocalPort(), "ATTESTRY_ADMIN_KEY", "admin-key"));
    }
}
