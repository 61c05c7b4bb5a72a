package org.attestry.cluster;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.attestry.bytes.Bytes;
import org.attestry.cluster.http.Role;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What became of an input of a decision is a finding of the replay, and names its digest; so is what an answer lacks. */
@Tag("integration")
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

    /** Whether it is the key of a bundle, of which there is one in these tests: that of the only record. */
    private static boolean ofBundle(String key) {
        return key.length() == 40;
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
    @CsvSource({"verdict, verdict, 1", "result, expected, 3"})
    void anOutcomeThatIsNotKeptIsADifference(String outcome, String missedFirst, int damaged) throws Exception {
        Bytes digest;
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            assertThat(node.attestAs("the-request", "web-1").status()).isEqualTo(201);
            digest = input(node, missedFirst);
        }
        var verdict = key(digest);
        new StoreDamage(data).spoil("content", key -> outcome.equals("verdict") ? key.equals(verdict) : ofBundle(key));
        try (var node = TestNode.startToday(data)) {
            assertFound(replay(node), digest, "damaged");
            var shown = node.get("/v1/audit/records/the-request", Role.ADMIN);
            assertThat(shown.body().path("fields").path("kind").asText()).isEqualTo("evidence-appraised");
            assertThat(shown.body().path("damaged")).hasSize(damaged);
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

    private static String told(Bytes digest, String state) {
        return "the content kept under SHA-256 " + digest.hex() + " is " + state;
    }

    /** There is no result beside it, and its verdict may be whole: what was refused is lost all the same. */
    @Test
    void aRefusalWhoseEvidenceIsGoneIsShownAsDamaged() throws Exception {
        Bytes evidence;
        Bytes expected;
        try (var node = TestNode.startToday(data)) {
            var refused = node.answer("web-1", node.challenge("web-1"));
            refused.put("evidence", "AAAA");
            assertThat(node.postAs("the-request", "/v1/evidence", refused).status())
                    .isEqualTo(403);
            evidence = input(node, "evidence");
            expected = input(node, "expected");
        }
        new StoreDamage(data).take("content", DamagedContentTest::ofBundle);
        try (var node = TestNode.startToday(data)) {
            var shown = node.get("/v1/audit/records/the-request", Role.ADMIN);
            assertThat(shown.body().path("fields").path("kind").asText()).isEqualTo("evidence-refused");
            assertThat(shown.body().has("verdict")).isTrue();
            assertThat(shown.body().path("damaged"))
                    .extracting(JsonNode::asText)
                    .containsExactly(told(evidence, "missing"), told(expected, "missing"));
            assertThat(replay(node).body().path("differences"))
                    .extracting(difference -> difference.path("recorded").asText())
                    .containsExactlyInAnyOrder(evidence.hex(), expected.hex());
        }
    }

    @Test
    void whatIsMissingOrDamagedIsNamedByItsDigest() throws Exception {
        Bytes evidence;
        Bytes expected;
        Bytes verdict;
        Bytes result;
        try (var node = TestNode.startToday(data)) {
            node.trustTheGuest();
            assertThat(node.attestAs("the-request", "web-1").status()).isEqualTo(201);
            evidence = input(node, "evidence");
            expected = input(node, "expected");
            verdict = input(node, "verdict");
            result = input(node, "result");
        }
        new StoreDamage(data).spoil("content", DamagedContentTest::ofBundle);
        new StoreDamage(data).take("content", key(verdict)::equals);
        try (var node = TestNode.startToday(data)) {
            assertFound(replay(node), expected, "damaged");
            var shown = node.get("/v1/audit/records/the-request", Role.ADMIN);
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.body().has("verdict")).isFalse();
            assertThat(shown.body().has("result")).isFalse();
            assertThat(shown.body().path("damaged"))
                    .extracting(JsonNode::asText)
                    .containsExactly(
                            told(evidence, "damaged"),
                            told(expected, "damaged"),
                            told(verdict, "missing"),
                            told(result, "damaged"));
        }
        new StoreDamage(data).take("content", DamagedContentTest::ofBundle);
        try (var node = TestNode.startToday(data)) {
            assertFound(replay(node), expected, "missing");
        }
    }
}
