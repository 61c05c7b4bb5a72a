package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.attestry.agent.token.Forge.AUDIENCE;
import static org.attestry.agent.token.Forge.HEADER;
import static org.attestry.agent.token.Forge.ISSUER;
import static org.attestry.agent.token.Forge.NOW;
import static org.attestry.agent.token.RelyingParty.FORGE;
import static org.attestry.agent.token.RelyingParty.SKEW;
import static org.attestry.agent.token.RelyingParty.verifier;
import static org.attestry.agent.token.RelyingParty.verifierAt;
import static org.attestry.agent.token.RelyingParty.verify;

import java.time.Duration;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A good token is believed for what it says, as far as the rules of the relying party go. */
class TokenVerifierTest {
    @Test
    void aGoodTokenIsVerifiedAndSaysWhatItSays() throws KeysUnavailable {
        assertThat(verify(FORGE.good())).isInstanceOfSatisfying(VerifiedToken.class, token -> {
            assertThat(token.issuer()).isEqualTo(ISSUER);
            assertThat(token.audience()).isEqualTo(AUDIENCE);
            assertThat(token.id()).isEqualTo("id-1");
            assertThat(token.keyId()).isEqualTo("k1");
            assertThat(token.status()).isEqualTo(EarStatus.AFFIRMING);
            assertThat(token.node()).contains("node-1");
            assertThat(token.record()).contains("r-1");
            assertThat(token.confirmation()).isEmpty();
            assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(300));
            assertThat(token.toString()).doesNotContain(FORGE.good().substring(0, 20));
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "affirming, affirming, AFFIRMING",
        "affirming, warning, WARNING",
        "warning, contraindicated, CONTRAINDICATED",
        "contraindicated, none, NONE"
    })
    void aCompositeIsAsGoodAsItsWeakestPart(String one, String other, EarStatus whole) throws KeysUnavailable {
        var payload = Forge.payload("")
                .replace("\"affirming\"", "\"" + one + "\"},\"gpu\":{\"ear.status\":\"" + other + "\"");
        assertThat(((VerifiedToken) verify(FORGE.sign(HEADER, payload))).status())
                .isEqualTo(whole);
    }

    @ParameterizedTest(name = "{0} s after the token was issued: {1}")
    @CsvSource({
        "-31, NOT_YET_VALID",
        "-30, ",
        "0, ",
        "299, ",
        "300, ",
        "329, ",
        "330, EXPIRED",
        "331, EXPIRED",
        "100000, EXPIRED",
    })
    void theClockOfTheIssuerMayDifferByTheSkewAndNoMore(long seconds, @Nullable TokenReason refusal)
            throws KeysUnavailable {
        var verdict = verifierAt(NOW.plusSeconds(seconds)).verify(FORGE.good());
        if (refusal == null) assertThat(verdict).isInstanceOf(VerifiedToken.class);
        else
            assertThat(verdict)
                    .extracting(refused -> ((TokenVerdict.Refused) refused).reason())
                    .isEqualTo(refusal);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 61, 600})
    void aSkewBeyondAMinuteIsNoSkew(long seconds) {
        assertThat(catchThrowable(() -> new TokenRules(
                        new ExpectedIssuer.Named(ISSUER),
                        AUDIENCE,
                        new ExpectedFreshness.OfTheIssuer(),
                        Duration.ofSeconds(seconds),
                        TokenRules.USUAL_LIFE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallerWhoHasTheKeysAndNoNameBelievesTheirHolder() throws KeysUnavailable {
        var rules = new TokenRules(
                new ExpectedIssuer.HolderOfTheKeys(),
                AUDIENCE,
                new ExpectedFreshness.OfTheIssuer(),
                SKEW,
                TokenRules.USUAL_LIFE);
        assertThat(verifier(FORGE.keys(), rules).verify(FORGE.good())).isInstanceOf(VerifiedToken.class);
    }

    @ParameterizedTest(name = "a nonce chosen by {0}, where {1} is expected, is {2}")
    @CsvSource({
        "challenge, the issuer's, believed",
        "relying-party, the issuer's, FRESHNESS",
        "Challenge, the issuer's, FRESHNESS",
        "attester, the issuer's, FRESHNESS",
        "'', the issuer's, FRESHNESS",
        "relying-party, AAAA, believed",
        "challenge, AAAA, believed",
        "relying-party, AAAB, FRESHNESS",
    })
    void freshnessIsWhoseNonceWasAnswered(String freshness, String nonce, String wanted) throws KeysUnavailable {
        var expected = nonce.startsWith("the")
                ? new ExpectedFreshness.OfTheIssuer()
                : new ExpectedFreshness.Nonce(Bytes.fromBase64Url(nonce));
        var rules = new TokenRules(new ExpectedIssuer.Named(ISSUER), AUDIENCE, expected, SKEW, TokenRules.USUAL_LIFE);
        var claims = Forge.payload("")
                .replace("{\"iss\"", "{\"eat_nonce\":\"AAAA\",\"iss\"")
                .replace("\"freshness\":\"challenge\"", "\"freshness\":\"" + freshness + "\"");
        var verdict = verifier(FORGE.keys(), rules).verify(FORGE.sign(HEADER, claims));
        assertThat(
                        verdict instanceof TokenVerdict.Refused refused
                                ? refused.reason().name()
                                : "believed")
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"node\":\"node-1\"}", "{\"freshness\":null}", "{\"freshness\":[\"challenge\"]}", "{}"})
    void aTokenThatDoesNotSayWhoseNonceWasAnsweredIsRefused(String origin) throws KeysUnavailable {
        var claims = Forge.payload("").replaceFirst("\"attestry\":\\{[^}]*}", "\"attestry\":" + origin);
        assertThat(verify(FORGE.sign(HEADER, claims)))
                .extracting(refused -> ((TokenVerdict.Refused) refused).reason())
                .isEqualTo(TokenReason.FRESHNESS);
    }
}
