package org.attestry.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.peer.PeerResult.Why;
import org.attestry.agent.token.BoundKey;
import org.attestry.agent.token.ProofKey;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Endorsements;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two agents on loopback without a service; and what somebody in between can do. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerToPeerTest {
    private final ToyTee left = ToyTee.running("left");
    private final ToyTee right = left.sibling("right");
    private final TestAgent a = TestAgent.peerToPeer(left, left.endorsements(), Set.of(right.measurement()));
    private final TestAgent b = TestAgent.peerToPeer(right, left.endorsements(), Set.of(left.measurement()));

    @AfterAll
    void stop() {
        a.close();
        b.close();
    }

    @BeforeEach
    void forget() {
        a.believed.clear();
        b.believed.clear();
    }

    @Test
    void bothSidesBelieveEachOtherAndShareAKey() {
        var session = ((PeerResult.Trusted) a.node.attestPeer(b.url())).session();
        assertThat(b.believed).hasSize(1);
        var theirs = b.believed.getFirst();
        assertThat(session.transcript()).isEqualTo(theirs.transcript());
        assertThat(session.channelKey().getEncoded())
                .isEqualTo(theirs.channelKey().getEncoded())
                .hasSize(32);
        assertThat(session.peerKey()).isNotEqualTo(theirs.peerKey());
        assertThat(session.verdict().fresh()).isTrue();
        assertThat(session.toString())
                .doesNotContain(Bytes.copyOf(session.channelKey().getEncoded()).hex());
    }

    @Test
    void twoSessionsShareNothing() {
        var one = ((PeerResult.Trusted) a.node.attestPeer(b.url())).session();
        var other = ((PeerResult.Trusted) b.node.attestPeer(a.url())).session();
        assertThat(one.transcript()).isNotEqualTo(other.transcript());
        assertThat(one.channelKey().getEncoded())
                .isNotEqualTo(other.channelKey().getEncoded());
    }

    @Test
    void aPeerThatRunsSomethingElseIsRefusedByTheCaller() {
        try (var c = TestAgent.peerToPeer(left.sibling("changed"), left.endorsements(), Set.of(left.measurement()))) {
            assertRefused(a.node.attestPeer(c.url()), Why.CLAIMS);
            assertThat(c.believed).isEmpty();
        }
    }

    @Test
    void aPeerThatRunsSomethingElseIsRefusedByTheCalled() {
        try (var c = TestAgent.peerToPeer(left.sibling("changed"), left.endorsements(), Set.of(right.measurement()))) {
            assertRefused(c.node.attestPeer(b.url()), Why.DECLINED);
            assertThat(b.believed).isEmpty();
        }
    }

    @Test
    void aPeerOfAnotherVendorIsRefused() {
        var foreign = ToyTee.running("right");
        try (var c = TestAgent.peerToPeer(foreign, foreign.endorsements(), Set.of(left.measurement()))) {
            assertRefused(a.node.attestPeer(c.url()), Why.EVIDENCE);
        }
    }

    @Test
    void withoutATrustAnchorNobodyIsBelieved() {
        try (var c = TestAgent.peerToPeer(left, Endorsements.NONE, Set.of(right.measurement()))) {
            assertRefused(c.node.attestPeer(b.url()), Why.EVIDENCE);
        }
    }

    @Test
    void aPeerWhoseTeeIsBrokenSaysSo() {
        try (var c =
                TestAgent.peerToPeer(left.sibling("x").breakDown(), left.endorsements(), Set.of(right.measurement()))) {
            assertRefused(c.node.attestPeer(b.url()), Why.NO_EVIDENCE);
            assertRefused(a.node.attestPeer(c.url()), Why.DECLINED);
        }
    }

    @Test
    void anAbsentPeerIsUnreachableAndAForeignAddressIsNotCalled() {
        assertRefused(a.node.attestPeer(URI.create("http://127.0.0.1:1")), Why.UNREACHABLE);
        assertRefused(a.node.attestPeer(URI.create("http://peer.example")), Why.UNREACHABLE);
    }

    /** The relay passes genuine evidence on and puts its own key in place of the peer's. */
    @Test
    void aRelayThatPutsInItsOwnKeyIsFoundOut() throws IOException {
        var relaysKey = BoundKey.of(ProofKey.generate(new SecureRandom()));
        assertRefused(
                through(answer -> answer.has("key") ? with(answer, "key", relaysKey.jwk()) : answer), Why.EVIDENCE);
    }

    @Test
    void aRelayThatPutsInAnotherNonceIsFoundOut() throws IOException {
        assertRefused(
                through(answer -> answer.has("nonce") ? answer.put("nonce", "A".repeat(43)) : answer), Why.EVIDENCE);
    }

    @Test
    void aRelayThatConfirmsByItselfIsFoundOut() throws IOException {
        assertRefused(
                through(answer -> answer.size() == 1 ? answer.put("confirmation", "A".repeat(43)) : answer),
                Why.CONFIRMATION);
    }

    /** The relay answers with evidence that another, equally genuine and wanted TEE made for another session. */
    @Test
    void evidenceOfAnotherSessionIsFoundOut() throws IOException {
        var other = b.send("POST", "/v1/peer/sessions", hello());
        var evidence = StrictJson.read(other.body()).path("evidence");
        assertRefused(through(answer -> answer.has("key") ? with(answer, "evidence", evidence) : answer), Why.EVIDENCE);
    }

    /** A's own evidence sent back to it: the role in the binding tells the two apart even where both run the same. */
    @Test
    void ownEvidenceReflectedIsFoundOut() {
        try (var same = TestAgent.peerToPeer(left, left.endorsements(), Set.of(left.measurement()))) {
            var opened = (ObjectNode) StrictJson.read(
                    same.send("POST", "/v1/peer/sessions", hello()).body());
            var reflected = opened.deepCopy().put("confirmation", "A".repeat(43));
            var response = same.send(
                    "POST", "/v1/peer/sessions/" + opened.path("session").textValue(), reflected.toString());
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(StrictJson.read(response.body()).path("reason").textValue())
                    .isEqualTo("evidence");
        }
    }

    @Test
    void aSessionIsConfirmedOnceRightOrWrong() {
        var opened =
                StrictJson.read(b.send("POST", "/v1/peer/sessions", hello()).body());
        var path = "/v1/peer/sessions/" + opened.path("session").textValue();
        var wrong = "{\"format\":\"toy-quote\",\"evidence\":\"AAAA\",\"confirmation\":\"AAAA\"}";
        assertThat(b.send("POST", path, wrong).statusCode()).isEqualTo(403);
        var again = b.send("POST", path, wrong);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(StrictJson.read(again.body()).path("type").textValue()).endsWith("/challenge-invalid");
    }

    @Test
    void whatIsNoMessageOfTheProtocolIsMalformed() {
        var good = hello();
        for (var body : new String[] {
            "{}",
            "{\"nonce\":\"AAAA\"}",
            good.replace("nonce", "once"),
            good.replace("P-256", "P-384"),
            good.replace("\"kty\"", "\"kind\""),
            "[]",
            good + "x",
        }) {
            assertThat(b.send("POST", "/v1/peer/sessions", body).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(b.send("POST", "/v1/peer/sessions/x", "{}").statusCode()).isEqualTo(400);
    }

    private static String hello() {
        var key = BoundKey.of(ProofKey.generate(new SecureRandom())).jwk();
        return "{\"nonce\":\"" + "A".repeat(43) + "\",\"key\":" + key + "}";
    }

    private static ObjectNode with(ObjectNode answer, String name, JsonNode value) {
        answer.set(name, value);
        return answer;
    }

    /** What A makes of B when somebody in between changes B's answers. */
    private PeerResult through(UnaryOperator<ObjectNode> change) throws IOException {
        var relay = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        relay.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var answer = b.send("POST", exchange.getRequestURI().getPath(), body);
            var changed = change.apply((ObjectNode) StrictJson.read(answer.body()))
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), changed.length);
            exchange.getResponseBody().write(changed);
            exchange.close();
        });
        relay.start();
        try {
            return a.node.attestPeer(
                    URI.create("http://127.0.0.1:" + relay.getAddress().getPort()));
        } finally {
            relay.stop(0);
        }
    }

    private static void assertRefused(PeerResult result, Why why) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        PeerResult.Refused.class,
                        refused ->
                                assertThat(refused.why()).as(refused.detail()).isEqualTo(why));
    }
}
