package org.attestry.agent.secgear;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.attestry.agent.attester.Attester;
import org.attestry.agent.attester.AttesterFailed;
import org.attestry.agent.json.JsonRefused;
import org.attestry.agent.peer.LocalVerifier;
import org.attestry.agent.peer.SingleUse;
import org.attestry.agent.secgear.AgentError.Variant;
import org.attestry.agent.service.Passport;
import org.attestry.agent.token.KeysUnavailable;
import org.attestry.agent.token.TokenVerdict;
import org.attestry.agent.token.TokenVerifier;
import org.attestry.agent.token.VerifiedToken;
import org.attestry.bytes.Bytes;
import org.attestry.verifier.ReportBinding;

/** What secGear's endpoints do, apart from HTTP: texts in, texts out, or an {@link AgentError}. */
public final class SecGearAgent {
    private static final int MOST_USER_DATA = 32;
    private static final int MOST_CHALLENGE = 64;
    private static final int LEAST_CHALLENGE = 8;

    private final Attester attester;
    private final Mode mode;
    private final Optional<TokenVerifier> tokens;

    private SecGearAgent(Attester attester, Mode mode, Optional<TokenVerifier> tokens) {
        this.attester = attester;
        this.mode = mode;
        this.tokens = tokens;
    }

    /** Over the service; tokens are for {@code audience}, since secGear's clients can name none. */
    public static SecGearAgent withService(
            Attester attester,
            Passport passport,
            TokenVerifier tokens,
            String audience,
            Clock clock,
            SecureRandom random,
            Duration ttl,
            int capacity) {
        var sessions = new Sessions(clock, ttl, capacity);
        return new SecGearAgent(
                attester, new WithService(passport, attester, sessions, audience, random), Optional.of(tokens));
    }

    /** Without a service. */
    public static SecGearAgent peerToPeer(
            Attester attester, LocalVerifier verifier, SingleUse<Boolean> challenges, Optional<TokenVerifier> tokens) {
        return new SecGearAgent(attester, new WithoutService(verifier, challenges), tokens);
    }

    /** The challenge, bare. */
    String challenge(List<Integer> userData) {
        if (userData.size() > MOST_USER_DATA)
            throw new AgentError(Variant.CHALLENGE, "user data length should not exceed 32");
        return mode.challenge(
                        Bytes.of(userData.stream().mapToInt(Integer::intValue).toArray()))
                .base64Url();
    }

    /** The envelope with evidence over {@code challenge}. */
    String evidence(String challenge, boolean ima) {
        var octets = decoded(challenge, Variant.GET_EVIDENCE);
        requireNoLog(ima, Variant.GET_EVIDENCE);
        try {
            var evidence = attester.collect(ReportBinding.of(attester.bindingSize(), octets, Bytes.EMPTY));
            mode.collected(octets, evidence);
            return new Envelope(attester.tee(), evidence).write();
        } catch (AttesterFailed e) {
            throw new AgentError(Variant.GET_EVIDENCE, e.sentence());
        }
    }

    /** The claims of evidence, as JSON. */
    String verify(String challenge, String envelope, List<String> policies) {
        var octets = decoded(challenge, Variant.VERIFY_EVIDENCE);
        try {
            return mode.verify(octets, Envelope.parse(envelope).evidence(), policies)
                    .toString();
        } catch (JsonRefused refused) {
            throw new AgentError(Variant.VERIFY_EVIDENCE, refused.getMessage() + "");
        }
    }

    /** A token, bare. */
    String token(String challenge, boolean ima, List<String> policies) {
        var octets = decoded(challenge, Variant.GET_TOKEN);
        requireNoLog(ima, Variant.GET_TOKEN);
        return mode.token(octets, policies);
    }

    /** Header and claims of a token that is good, each as JSON in a text. */
    String verifyToken(String token) {
        requireThreeSegments(token);
        var verifier =
                tokens.orElseThrow(() -> new AgentError(Variant.VERIFY_TOKEN, "no issuer's keys are configured"));
        try {
            return switch (verifier.expecting(mode.freshness()).verify(token)) {
                case VerifiedToken verified -> shown(token, verified);
                case TokenVerdict.Refused(var reason, var detail) ->
                    throw new AgentError(Variant.VERIFY_TOKEN, "verify fail: " + reason.wireName() + ", " + detail);
            };
        } catch (KeysUnavailable e) {
            throw new AgentError(Variant.VERIFY_TOKEN, e.getMessage() + "");
        }
    }

    private static String shown(String token, VerifiedToken verified) {
        var header = Bytes.fromBase64Url(token.substring(0, token.indexOf('.')));
        return JsonNodeFactory.instance
                .objectNode()
                .put("header", new String(header.toArray(), StandardCharsets.UTF_8))
                .put("claim", verified.claimsJson())
                .toString();
    }

    private static void requireThreeSegments(String token) {
        var segments = token.split("\\.", -1);
        if (segments.length != 3) throw new AgentError(Variant.VERIFY_TOKEN, "parse fail:Error(InvalidToken)");
        try {
            var _ = Base64Text.decode(segments[0]);
        } catch (Base64Text.Broken e) {
            throw new AgentError(Variant.VERIFY_TOKEN, "parse fail:Error(Base64(" + e.variant() + "))");
        }
    }

    /** A log that the evidence does not vouch for proves nothing, so none is attached. */
    private void requireNoLog(boolean ima, Variant variant) {
        if (ima)
            throw new AgentError(variant, "get ima log failed: " + attester.tee() + " evidence vouches for no IMA log");
    }

    private static Bytes decoded(String challenge, Variant variant) {
        try {
            var octets = Base64Text.decode(challenge);
            if (octets.isEmpty() || octets.size() > MOST_CHALLENGE) {
                throw new AgentError(variant, "challenge len is error, expecting 0 < len <= 64, got " + octets.size());
            }
            if (octets.size() < LEAST_CHALLENGE) {
                throw new AgentError(
                        variant, "challenge len is error, fewer than 8 octets can be guessed, got " + octets.size());
            }
            return octets;
        } catch (Base64Text.Broken e) {
            throw new AgentError(variant, e.sentence());
        }
    }
}
