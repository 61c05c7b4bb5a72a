package org.attestry.agent.secgear;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.attestry.agent.json.StrictJson;
import org.attestry.agent.peer.LocalVerifier;
import org.attestry.agent.peer.SingleUse;
import org.attestry.agent.token.ExpectedFreshness;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.Evidence;
import org.attestry.verifier.Verdict;

/** Peer to peer: own challenges, each good for one verification; verdicts of this machine; no tokens. */
final class WithoutService implements Mode {
    private static final String NO_TOKEN = "no as in not support get token";

    private final LocalVerifier verifier;
    private final SingleUse<Boolean> challenges;

    WithoutService(LocalVerifier verifier, SingleUse<Boolean> challenges) {
        this.verifier = verifier;
        this.challenges = challenges;
    }

    @Override
    public Bytes challenge(Bytes userData) {
        var challenge = Bytes.concat(challenges.fresh(), userData);
        if (!challenges.put(challenge, true))
            throw new AgentError(AgentError.Variant.CHALLENGE, "too many challenges are open");
        return challenge;
    }

    @Override
    public void collected(Bytes challenge, Evidence evidence) {
        // Evidence of this machine is for others to verify: nothing here depends on it.
    }

    @Override
    public JsonNode verify(Bytes challenge, Evidence evidence, List<String> policies) {
        if (!policies.isEmpty()) throw refused("without a service there are no policies");
        challenges.claim(challenge, true).ifPresent(why -> {
            throw refused("the challenge is not good: " + why);
        });
        return switch (verifier.verify(evidence, challenge, Bytes.EMPTY)) {
            case Verdict.Accepted accepted -> claims(evidence, accepted);
            case Verdict.Refused(var check, var reason, var detail) ->
                throw refused(check.wireName() + "/" + reason.wireName() + ": " + detail);
            case Verdict.Inconclusive(var reason, var detail, var _) ->
                throw refused(reason.wireName() + ": " + detail);
        };
    }

    @Override
    public ExpectedFreshness freshness() {
        return new ExpectedFreshness.OfTheIssuer();
    }

    @Override
    public String token(Bytes challenge, List<String> policies) {
        return NO_TOKEN;
    }

    /** {@code {"ima", "payload", "tee", "uefi"}}; logs are none of the formats verified here. */
    private static JsonNode claims(Evidence evidence, Verdict.Accepted accepted) {
        var json = JsonNodeFactory.instance.objectNode().putNull("ima");
        json.set("payload", StrictJson.read(accepted.claims().toJson()));
        var format = evidence.format();
        return json.put("tee", format.substring(0, Math.max(0, format.indexOf('-'))))
                .putNull("uefi");
    }

    private static AgentError refused(String text) {
        return new AgentError(AgentError.Variant.VERIFY_EVIDENCE, text);
    }
}
