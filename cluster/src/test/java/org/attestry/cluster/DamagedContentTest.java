package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of an input of a decision is a finding of the replay, and names its digest; so is what an answer lacks. */
final class DamagedContentTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Path data;

    private static TestNode.Reply replay(TestNode node) {
        return node.send(node.request("/v1/audit/records/the-request/replay", Role.ADMIN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private static Bytes input(TestNode node, String name) {
        var fields =
                node.get("/v1/audit/records/the-request", Role.ADMIN).body().path("fields");
        return Bytes.fromHex(fields.path(name + "_digest").asText());
    }

    private static String key(Bytes digest) {
        return new String(digest.toArray(), ISO_8859_1);
    }

    private static void assertFound(TestNode.Reply replayed, Bytes digest, String state) {
        assertThat(replayed.status()).as(replayed.body().toString()).isEqualTo(200);
        assertThat(replayed.body().path("same").asBoolean()).isFalse();
        var difference = replayed.body().path("differences").path(0);
        assertThat(difference.path("what").asText()).isEqualTo("content");
        assertThat(difference.path("recorded").asText()).isEqualTo(digest.hex());
        assertThat(difference.path("recomputed").asText()).isEqualTo(state);
    }

    /** What is shown beside a leaf has to be what the leaf names: that it can be computed again is not that it is kept. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"verdict", "result"})
    void anOutcomeThatIsNotKeptIsADifference(String outcome) throws Exception {
        Bytes digest;
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            assertThat(node.attestAs("the-request", "web-1").status()).isEqualTo(201);
            digest = input(node, outcome);
        }
        new StoreDamage(data).spoil("content", key(digest)::equals);
        try (var node = TestNode.startToday(data)) {
            assertFound(replay(node), digest, "damaged");
            var shown = node.get("/v1/audit/records/the-request", Role.ADMIN);
            assertThat(shown.body().path("fields").path("kind").asText()).isEqualTo("evidence-appraised");
            assertThat(shown.body().path("damaged")).hasSize(1);
        }
    }

    /** One content serves every tenant that has this release's policy, and the release has it at hand. */
    @Test
    void thePolicyThatThisReleaseBringsIsKeptAgainAtAStart() throws Exception {
        Bytes source;
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            assertThat(node.attestAs("the-request", "web-1").status()).isEqualTo(201);
            source = input(node, "policy");
        }
        new StoreDamage(data).spoil("content", key(source)::equals);
        try (var node = TestNode.startToday(data)) {
            assertThat(node.attest("web-1").status()).isEqualTo(201);
        }
    }

    @Test
    void whatIsMissingOrDamagedIsNamedByItsDigest() throws Exception {
        Bytes evidence;
        Bytes verdict;
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            assertThat(node.attestAs("the-request", "web-1").status()).isEqualTo(201);
            evidence = input(node, "evidence");
            verdict = input(node, "verdict");
        }
        new StoreDamage(data).spoil("content", key(evidence)::equals);
        new StoreDamage(data).take("content", key(verdict)::equals);
        try (var node = TestNode.startToday(data)) {
            assertFound(replay(node), evidence, "damaged");
            var shown = node.get("/v1/audit/records/the-request", Role.ADMIN);
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.body().has("verdict")).isFalse();
            assertThat(shown.body().path("result").path("submods").has("snp")).isTrue();
            assertThat(shown.body().path("damaged"))
                    .hasToString("[\"the content kept under SHA-256 " + verdict.hex() + " is missing\"]");
        }
        new StoreDamage(data).take("content", key(evidence)::equals);
        try (var node = TestNode.startToday(data)) {
            assertFound(replay(node), evidence, "missing");
        }
    }
}
