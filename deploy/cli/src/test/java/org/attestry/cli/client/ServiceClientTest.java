package org.attestry.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.output.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceClientTest {
    /** What each refusal of the service means to a script. */
    private static final String GOLDEN = """
            appraisal-contraindicated REFUSED
            challenge-invalid REFUSED
            challenge-spent REFUSED
            conflict REFUSED
            damaged INCONCLUSIVE
            evidence-refused REFUSED
            forbidden NOT_ALLOWED
            headers-too-large REFUSED
            inconclusive INCONCLUSIVE
            internal UNREACHABLE
            malformed-request REFUSED
            method-not-allowed REFUSED
            method-unknown REFUSED
            not-found REFUSED
            not-ready UNREACHABLE
            too-large REFUSED
            too-many-requests UNREACHABLE
            unauthorized NOT_ALLOWED
            unavailable UNREACHABLE
            unknown-tee INCONCLUSIVE
            unsupported-media-type REFUSED
            uri-too-long REFUSED
            """;

    @Test
    void everyProblemHasItsExitCode() {
        var table = new TreeMap<>(ProblemExit.BY_SLUG)
                .entrySet().stream()
                        .map(row -> row.getKey() + " " + row.getValue() + "\n")
                        .collect(Collectors.joining());
        assertThat(table).isEqualTo(GOLDEN);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "404, not-found, REFUSED",
        "401, unauthorized, NOT_ALLOWED",
        "422, inconclusive, INCONCLUSIVE",
        "503, unavailable, UNREACHABLE",
        "403, of-a-later-release, NOT_ALLOWED",
        "418, of-a-later-release, REFUSED",
        "599, of-a-later-release, UNREACHABLE",
    })
    void aRefusalEndsWithItsCodeAndLeadsToItsExplanation(int status, String slug, ExitCode exit) {
        var more = ", \"request_id\": \"r1\", \"explain\": \"attestry explain r1\", \"check\": \"signature\"";
        try (var service = FakeService.refusing(status, slug, more)) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("node", "list")).isEqualTo(exit);
            assertThat(recording.err()).contains("The title", "check signature");
            // Whoever has no key cannot ask.
            assertThat(recording.err().contains("attestry explain r1")).isEqualTo(status != 401);
            assertThat(recording.out()).isEmpty();

            var json = Recording.with(service.environment());
            assertThat(json.run("node", "list", "--json")).isEqualTo(exit);
            assertThat(Json.parse(json.err()).path("request_id").asText()).isEqualTo("r1");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    200 | <html>          | not JSON
                    200 | {} {}           | not JSON
                    500 | {"error": "x"}  | no problem document
                    302 | {}              | no problem document
                    """)
    void anAnswerThatIsNotTheServicesIsNotTakenForOne(int status, String body, String complaint) {
        try (var other = FakeService.answering(status, body)) {
            var recording = Recording.with(other.environment());
            assertThat(recording.run("node", "list")).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(recording.err()).contains(complaint);
        }
    }

    @Test
    void nobodyThereIsNotReachable() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        var recording = Recording.with(Map.of("ATTESTRY_URL", "http://127.0.0.1:" + free));
        assertThat(recording.run("node", "list")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(recording.err()).contains("no answer from http://127.0.0.1:" + free);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
                    ''                       | no service is named
                    localhost:8080           | not an address
                    ftp://localhost          | not an address
                    http://u:p@localhost     | not an address
                    http://example.org       | not sent over plain HTTP
                    http://192.0.2.1:80      | not sent over plain HTTP
                    """)
    void anAddressThatWillNotDoIsAUsageError(String url, String complaint) {
        var recording = Recording.with(Map.of("ATTESTRY_URL", url, "ATTESTRY_ADMIN_KEY", "secret"));
        assertThat(recording.run("node", "list")).isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains(complaint).doesNotContain("secret");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"http://192.0.2.1:8081", "http://example.org", "http://localhost.example.org"})
    void anAgentElsewhereIsNotAskedInTheOpen(String url) {
        for (var line : new String[][] {{"attest", "--url", url}, {"explain", "r1", "--agent", url}}) {
            var recording = Recording.plain();
            assertThat(recording.run(line)).isEqualTo(ExitCode.USAGE);
            assertThat(recording.err()).contains("by http on this machine only: " + url);
        }
    }

    @Test
    void theKeyComesFromTheFileBeforeTheEnvironment(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("admin.key"), "of-the-file\n");
        try (var service = FakeService.answering(200, "{\"nodes\": []}")) {
            var recording = Recording.with(service.environment());
            assertThat(recording.run("node", "list", "--key-file", file.toString()))
                    .isEqualTo(ExitCode.YES);
            assertThat(service.request().authorization()).isEqualTo("Bearer of-the-file");
            assertThat(recording.run("node", "list")).isEqualTo(ExitCode.YES);
            assertThat(service.request().authorization()).isEqualTo("Bearer admin-key");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"a/b c, /v1/nodes/a%2Fb%20c", "'?x=#1', /v1/nodes/%3Fx%3D%231", "ü, /v1/nodes/%C3%BC"})
    void aNameIsOneSegmentWhateverItHolds(String node, String path) {
        try (var service = FakeService.answering(200, "{}")) {
            assertThat(Recording.with(service.environment()).run("node", "show", node))
                    .isEqualTo(ExitCode.YES);
            assertThat(service.request().line()).isEqualTo("GET " + path);
        }
    }

    @Test
    void aNameThatWouldClimbIsRefused() {
        try (var service = FakeService.answering(200, "{}")) {
            assertThat(Recording.with(service.environment()).run("node", "show", ".."))
                    .isEqualTo(ExitCode.USAGE);
        }
    }
}
