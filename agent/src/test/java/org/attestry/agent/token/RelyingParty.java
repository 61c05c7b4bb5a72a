package org.attestry.agent.token;

import static org.attestry.agent.token.Forge.AUDIENCE;
import static org.attestry.agent.token.Forge.ISSUER;
import static org.attestry.agent.token.Forge.NOW;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A relying party that believes one forge: its name, its keys, and its tokens for this audience. */
final class RelyingParty {
    static final Forge FORGE = new Forge();
    static final Duration SKEW = Duration.ofSeconds(30);

    private RelyingParty() {}

    static TokenRules rules() {
        return new TokenRules(
                new ExpectedIssuer.Named(ISSUER),
                AUDIENCE,
                new ExpectedFreshness.OfTheIssuer(),
                SKEW,
                TokenRules.USUAL_LIFE);
    }

    /** Under the usual rules, at the instant that good tokens are issued. */
    static TokenVerdict verify(String token) throws KeysUnavailable {
        return verifierAt(NOW).verify(token);
    }

    static TokenVerifier verifierAt(Instant now) {
        return new TokenVerifier(FORGE.keys(), rules(), Clock.fixed(now, ZoneOffset.UTC));
    }

    static TokenVerifier verifier(KeySet keys, TokenRules rules) {
        return new TokenVerifier(keys, rules, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
