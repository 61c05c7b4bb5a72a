package org.attestry.agent.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.json.Shape;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.peer.Handshake.Role;
import org.attestry.agent.peer.PeerMessages.Confirm;
import org.attestry.agent.peer.PeerMessages.Confirmed;
import org.attestry.agent.peer.PeerMessages.Hello;
import org.attestry.agent.peer.PeerMessages.Opened;
import org.attestry.agent.token.Addresses;
import org.attestry.agent.token.BoundKey;
import org.attestry.bytes.Bytes;

/** The side that calls: verifies the other side before it shows anything of its own but a nonce and a key. */
public final class PeerInitiator {
    private static final int LARGEST_ANSWER = 4 << 20;

    private final PeerSide side;
    private final SecureRandom random;
    private final HttpClient http;
    private final Duration timeout;

    /** {@code timeout} is for each of the two requests; {@code http} follows no redirects. */
    public PeerInitiator(
            Attester attester,
            LocalVerifier verifier,
            PeerRules rules,
            SecureRandom random,
            HttpClient http,
            Duration timeout) {
        this.side = new PeerSide(attester, verifier, rules, random);
        this.random = random;
        this.http = http;
        this.timeout = timeout;
    }

    /** Attests this machine and the agent at {@code peer} (its base address) to each other. Blocks. */
    public PeerResult attest(URI peer) {
        if (!Addresses.trustworthy(peer)) {
            return new PeerResult.Refused(PeerResult.Why.UNREACHABLE, "peers are called by https, or on this machine");
        }
        try {
            return new PeerResult.Trusted(session(peer));
        } catch (PeerRefused refused) {
            return refused.result();
        } catch (JsonRefused | IllegalArgumentException e) {
            return new PeerResult.Refused(PeerResult.Why.MALFORMED, "the peer's answer: " + e.getMessage());
        }
    }

    private PeerSession session(URI peer) {
        var key = side.newKey();
        var nonce = nonce();
        var opened = Opened.read(send(peer, "/v1/peer/sessions", new Hello(nonce, BoundKey.of(key)).json()));
        var peerKey = opened.key().spki();
        var handshake = Handshake.of(nonce, opened.nonce(), key.spki(), peerKey);
        var verdict = side.believed(opened.evidence(), handshake, Role.RESPONDER, peerKey);
        var secret = handshake.agree(key, peerKey);
        var evidence = side.evidence(handshake, Role.INITIATOR, key.spki());
        var confirm =
                new Confirm(evidence, handshake.confirmation(secret, Role.INITIATOR, evidence, opened.evidence()));
        var confirmed = Confirmed.read(send(peer, "/v1/peer/sessions/" + opened.session(), confirm.json()));
        PeerSide.requireConfirmed(
                handshake.confirmation(secret, Role.RESPONDER, evidence, opened.evidence()), confirmed.confirmation());
        return new PeerSession(verdict, handshake.transcript(), peerKey, handshake.channelKey(secret));
    }

    private Bytes nonce() {
        var octets = new byte[SingleUse.SIZE];
        random.nextBytes(octets);
        return Bytes.copyOf(octets);
    }

    private Shape send(URI peer, String path, JsonNode body) {
        var request = HttpRequest.newBuilder(peer.resolve(path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        try {
            var response = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
            var json = Shape.of(StrictJson.read(Bytes.copyOf(response.body())));
            if (response.statusCode() >= 300) throw declined(response.statusCode(), json);
            return json;
        } catch (IOException e) {
            throw new PeerRefused(PeerResult.Why.UNREACHABLE, e.getClass().getSimpleName() + " at " + peer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerRefused(PeerResult.Why.UNREACHABLE, "interrupted");
        }
    }

    private static PeerRefused declined(int status, Shape problem) {
        var reason = problem.optionalText("reason").orElse("status " + status);
        return new PeerRefused(
                PeerResult.Why.DECLINED,
                reason
                        + problem.optionalText("detail")
                                .map(detail -> ": " + detail)
                                .orElse(""));
    }
}
