package org.attestry.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of a whole service under load, twice on one data folder: every attestation that a client got a token for is in the
 * journal under its leaf and replays the same, and no nonce can be redeemed again.
 */
@Tag("integration")
class ServiceKillTest {
    private static final String CLIENTS = "8";
    private static final int ACKNOWLEDGED_BEFORE_KILL = 60;

    /** The last ones are those that a kill could have lost; looking at all would take as long as making them. */
    private static final int LOOKED_AT = 24;

    @TempDir
    private static Path folder;

    private record Acknowledged(String requestId, String node, Bytes nonce, String leaf) {
        static Acknowledged parse(String line) {
            var parts = line.split(" ", -1);
            return new Acknowledged(parts[0], parts[1], Bytes.fromBase64Url(parts[2]), parts[3]);
        }
    }

    @RepeatedTest(2)
    void whatWasAcknowledgedIsRecordedAndNoNonceComesAgain() throws Exception {
        var acknowledged = loadAndKill();
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ACKNOWLEDGED_BEFORE_KILL);
        try (var node = TestNode.startToday(folder)) {
            for (var one : acknowledged.reversed().subList(0, LOOKED_AT)) check(node, one);
        }
    }

    private static void check(TestNode node, Acknowledged one) {
        var record = node.get("/v1/audit/records/" + one.requestId(), Role.ADMIN);
        assertThat(record.status()).as(one.requestId()).isEqualTo(200);
        assertThat(record.body().toString()).contains(one.leaf());
        var replay = node.send(node.request("/v1/audit/records/" + one.requestId() + "/replay", Role.ADMIN)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(replay.body().path("same").asBoolean()).as(replay.toString()).isTrue();
        var again = node.attest(one.node(), one.nonce());
        assertThat(again.status()).as(again.toString()).isEqualTo(409);
    }

    private static List<Acknowledged> loadAndKill() throws IOException, InterruptedException {
        var command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LoadedService.class.getName(),
                folder.toString(),
                CLIENTS);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var acknowledged = new ArrayList<Acknowledged>();
        try (var lines = process.inputReader()) {
            while (acknowledged.size() < ACKNOWLEDGED_BEFORE_KILL) take(lines.readLine(), acknowledged);
            var _ = process.toHandle().destroyForcibly(); // leaves what it said readable
            drain(lines, acknowledged);
        }
        process.waitFor();
        return acknowledged;
    }

    /** What was said before the kill and not read yet counts too; a last line may be cut short. */
    private static void drain(BufferedReader lines, List<Acknowledged> acknowledged) throws IOException {
        var rest = lines.readAllAsString();
        rest.substring(0, rest.lastIndexOf('\n') + 1).lines().forEach(line -> take(line, acknowledged));
    }

    private static void take(@Nullable String line, List<Acknowledged> acknowledged) {
        if (line == null) throw new IllegalStateException("the service ended by itself");
        if (line.matches("\\S{8,64} node-\\d+ \\S{43} [0-9a-f]{64}")) acknowledged.add(Acknowledged.parse(line));
    }
}
