package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.agent.token.Forge.AUDIENCE;
import static org.attestry.agent.token.Forge.HEADER;
import static org.attestry.agent.token.Forge.ISSUER;
import static org.attestry.agent.token.Forge.NOW;
import static org.attestry.agent.token.RelyingParty.FORGE;

import com.nimbusds.jose.jwk.Curve;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Claims that are missing, of another type, of another audience or out of their time are refused. */
class TokenClaimsTest {
    @TestFactory
    Stream<DynamicTest> everyDefectIsRefusedForItsOwnReason() {
        return SpoiltToken.tests(rows());
    }

    private static List<SpoiltToken> rows() {
        long now = NOW.getEpochSecond();
        var aud = "\"aud\":\"" + AUDIENCE + "\"";
        var exp = "\"exp\":" + (now + 300);
        var iat = "\"iat\":" + now;
        return List.of(
                claim("no iss", TokenReason.CLAIMS, "\"iss\"", "\"was\""),
                claim("iss of another", TokenReason.ISSUER, ISSUER, "https://other.example"),
                claim("iss with a slash more", TokenReason.ISSUER, ISSUER, ISSUER + "/"),
                claim("iss a list", TokenReason.CLAIMS, "\"" + ISSUER + "\"", "[\"" + ISSUER + "\"]"),
                claim("no aud", TokenReason.CLAIMS, "\"aud\"", "\"for\""),
                claim("aud null", TokenReason.CLAIMS, aud, "\"aud\":null"),
                claim("aud empty", TokenReason.CLAIMS, aud, "\"aud\":\"\""),
                claim("aud an empty list", TokenReason.CLAIMS, aud, "\"aud\":[]"),
                claim(
                        "aud a list with us and another",
                        TokenReason.CLAIMS,
                        aud,
                        "\"aud\":[\"" + AUDIENCE + "\",\"evil\"]"),
                claim("aud of another", TokenReason.AUDIENCE, aud, "\"aud\":\"bank\""),
                claim("aud in capitals", TokenReason.AUDIENCE, aud, "\"aud\":\"SHOP\""),
                claim("aud with a space", TokenReason.AUDIENCE, aud, "\"aud\":\"" + AUDIENCE + " \""),
                claim("no jti", TokenReason.CLAIMS, "\"jti\"", "\"tji\""),
                claim("no exp", TokenReason.CLAIMS, "\"exp\"", "\"xep\""),
                claim("exp a text", TokenReason.CLAIMS, exp, "\"exp\":\"" + (now + 300) + "\""),
                claim("exp a fraction", TokenReason.CLAIMS, exp, "\"exp\":" + (now + 300) + ".5"),
                claim("exp in scientific notation", TokenReason.CLAIMS, exp, "\"exp\":1e10"),
                claim("exp negative", TokenReason.CLAIMS, exp, "\"exp\":-1"),
                claim("exp in the year 10000", TokenReason.CLAIMS, exp, "\"exp\":253402300800"),
                claim("exp beyond 64 bits", TokenReason.CLAIMS, exp, "\"exp\":18446744073709551616"),
                claim("lives 301 seconds", TokenReason.LIFETIME, exp, "\"exp\":" + (now + 301)),
                claim("lives for years", TokenReason.LIFETIME, exp, "\"exp\":" + (now + 300_000_000)),
                claim("ends as it begins", TokenReason.LIFETIME, exp, "\"exp\":" + now),
                claim("no iat", TokenReason.CLAIMS, "\"iat\"", "\"tai\""),
                claim("iat a text", TokenReason.CLAIMS, iat, "\"iat\":\"" + now + "\""),
                claim("iat 31 seconds ahead", TokenReason.NOT_YET_VALID, iat, "\"iat\":" + (now + 31)),
                claim("nbf 31 seconds ahead", TokenReason.NOT_YET_VALID, "\"nbf\":" + now, "\"nbf\":" + (now + 31)),
                claim("nbf a fraction", TokenReason.CLAIMS, "\"nbf\":" + now, "\"nbf\":" + now + ".0"),
                claim("no submods", TokenReason.CLAIMS, "\"submods\"", "\"modules\""),
                claim("submods empty", TokenReason.CLAIMS, "{\"snp\":{\"ear.status\":\"affirming\"}}", "{}"),
                claim("status missing", TokenReason.CLAIMS, "ear.status", "ear.state"),
                claim("status unknown", TokenReason.CLAIMS, "affirming", "splendid"),
                claim("status in capitals", TokenReason.CLAIMS, "affirming", "AFFIRMING"),
                new SpoiltToken(
                        "cnf without jwk",
                        TokenReason.CLAIMS,
                        FORGE.sign(HEADER, Forge.payload("{}").replace("\"jwk\"", "\"kid\""))),
                new SpoiltToken(
                        "cnf with a private key",
                        TokenReason.CLAIMS,
                        FORGE.withCnf(Forge.key(Curve.P_256, "p").toJSONString())),
                new SpoiltToken("cnf with no key", TokenReason.CLAIMS, FORGE.withCnf("{\"kty\":\"EC\"}")));
    }

    private static SpoiltToken claim(String name, TokenReason reason, String from, String to) {
        var payload = Forge.payload("");
        assertThat(payload).as("replaced in the payload").contains(from);
        return new SpoiltToken(name, reason, FORGE.sign(HEADER, payload.replace(from, to)));
    }
}
