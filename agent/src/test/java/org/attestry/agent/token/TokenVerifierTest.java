package org.attestry.agent.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.agent.token.Forge.AUDIENCE;
import static org.attestry.agent.token.Forge.HEADER;
import static org.attestry.agent.token.Forge.ISSUER;
import static org.attestry.agent.token.Forge.NOW;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.attestry.bytes.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final Forge FORGE = new Forge();
    private static final Duration SKEW = Duration.ofSeconds(30);

    private record Row(String name, TokenReason reason, String token) {}

    @TestFactory
    Stream<DynamicTest> everyDefectIsRefusedForItsOwnReason() {
        return Stream.of(segments(), headers(), keys(), claims())
                .flatMap(List::stream)
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    assertThat(verifierAt(NOW).verify(row.token()))
                            .isInstanceOfSatisfying(
                                    TokenVerdict.Refused.class,
                                    refused -> assertThat(refused.reason()).isEqualTo(row.reason()));
                }));
    }

    private static List<Row> segments() {
        var good = FORGE.good();
        var parts = good.split("\\.", -1);
        return List.of(
                new Row("empty", TokenReason.MALFORMED, ""),
                new Row("one segment", TokenReason.MALFORMED, parts[0]),
                new Row("two segments", TokenReason.MALFORMED, parts[0] + "." + parts[1]),
                new Row("four segments", TokenReason.MALFORMED, good + ".e30"),
                new Row("five segments, as a JWE has", TokenReason.MALFORMED, good + ".e30.e30"),
                new Row("signature empty", TokenReason.MALFORMED, parts[0] + "." + parts[1] + "."),
                new Row("header empty", TokenReason.MALFORMED, "." + parts[1] + "." + parts[2]),
                new Row("payload empty", TokenReason.MALFORMED, parts[0] + ".." + parts[2]),
                new Row("padded", TokenReason.MALFORMED, good + "=="),
                new Row("line break at the end", TokenReason.MALFORMED, good + "\n"),
                new Row("space in front", TokenReason.MALFORMED, " " + good),
                new Row("base64 instead of base64url", TokenReason.MALFORMED, parts[0] + "." + parts[1] + "." + "+/+/"),
                new Row("payload is a list", TokenReason.MALFORMED, FORGE.sign(HEADER, "[]")),
                new Row("payload is a token, nested", TokenReason.MALFORMED, FORGE.sign(HEADER, good)),
                new Row(
                        "claim twice",
                        TokenReason.MALFORMED,
                        FORGE.sign(HEADER, Forge.payload("").replace("{\"iss\"", "{\"iss\":\"x\",\"iss\""))),
                new Row(
                        "header member twice",
                        TokenReason.MALFORMED,
                        FORGE.sign(HEADER.replace("{", "{\"alg\":\"none\","), Forge.payload(""))),
                new Row("byte order mark", TokenReason.MALFORMED, FORGE.sign(HEADER, "\ufeff" + Forge.payload(""))),
                new Row(
                        "something after the claims",
                        TokenReason.MALFORMED,
                        FORGE.sign(HEADER, Forge.payload("") + "{}")),
                new Row(
                        "nested 40 deep",
                        TokenReason.MALFORMED,
                        FORGE.sign(HEADER, "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")),
                new Row(
                        "40 KiB",
                        TokenReason.TOO_LARGE,
                        FORGE.sign(HEADER, "{\"a\":\"" + "x".repeat(40 << 10) + "\"}")));
    }

    private static Row header(String name, TokenReason reason, String header) {
        return new Row(name, reason, FORGE.sign(header, Forge.payload("")));
    }

    private static List<Row> headers() {
        return List.of(
                header("no alg", TokenReason.HEADER, "{\"kid\":\"k1\",\"typ\":\"ear+jwt\"}"),
                header("no kid", TokenReason.HEADER, "{\"alg\":\"ES256\",\"typ\":\"ear+jwt\"}"),
                header("no typ", TokenReason.HEADER, "{\"alg\":\"ES256\",\"kid\":\"k1\"}"),
                header("jku", TokenReason.HEADER, with("\"jku\":\"https://evil.example/keys\"")),
                header("x5u", TokenReason.HEADER, with("\"x5u\":\"https://evil.example/cert\"")),
                header("jwk", TokenReason.HEADER, with("\"jwk\":{\"kty\":\"EC\"}")),
                header("x5c", TokenReason.HEADER, with("\"x5c\":[\"AA\"]")),
                header("x5t", TokenReason.HEADER, with("\"x5t\":\"AA\"")),
                header("crit", TokenReason.HEADER, with("\"crit\":[\"exp\"]")),
                header("b64", TokenReason.HEADER, with("\"b64\":false")),
                header("zip", TokenReason.HEADER, with("\"zip\":\"DEF\"")),
                header("p2c of a password JWE", TokenReason.HEADER, with("\"p2c\":1000000000")),
                header("enc", TokenReason.HEADER, with("\"enc\":\"A256GCM\"")),
                header("cty", TokenReason.HEADER, with("\"cty\":\"JWT\"")),
                header("alg is a number", TokenReason.HEADER, HEADER.replace("\"ES256\"", "1")),
                header("kid is a list", TokenReason.HEADER, HEADER.replace("\"k1\"", "[\"k1\"]")),
                header("kid empty", TokenReason.HEADER, HEADER.replace("k1", "")),
                header("kid of 10 KB", TokenReason.HEADER, HEADER.replace("k1", "k".repeat(10_000))),
                header("typ JWT", TokenReason.TYPE, HEADER.replace("ear+jwt", "JWT")),
                header("typ of an access token", TokenReason.TYPE, HEADER.replace("ear+jwt", "at+jwt")),
                header("typ of a proof", TokenReason.TYPE, HEADER.replace("ear+jwt", "attestry-pop+jwt")),
                header("typ in capitals", TokenReason.TYPE, HEADER.replace("ear+jwt", "EAR+JWT")),
                header("kid unknown", TokenReason.KEY, HEADER.replace("k1", "k2")),
                header("kid a path", TokenReason.KEY, HEADER.replace("k1", "../../k1")),
                header("kid an injection", TokenReason.KEY, HEADER.replace("k1", "k1' OR '1'='1")),
                header("kid with a NUL", TokenReason.KEY, HEADER.replace("k1", "k1\\u0000")),
                header("alg none", TokenReason.ALGORITHM, HEADER.replace("ES256", "none")),
                header("alg None", TokenReason.ALGORITHM, HEADER.replace("ES256", "None")),
                header("alg nOnE", TokenReason.ALGORITHM, HEADER.replace("ES256", "nOnE")),
                header("alg es256", TokenReason.ALGORITHM, HEADER.replace("ES256", "es256")),
                header("alg ES384", TokenReason.ALGORITHM, HEADER.replace("ES256", "ES384")),
                header("alg ES256K", TokenReason.ALGORITHM, HEADER.replace("ES256", "ES256K")),
                header("alg RS256", TokenReason.ALGORITHM, HEADER.replace("ES256", "RS256")),
                header("alg EdDSA", TokenReason.ALGORITHM, HEADER.replace("ES256", "EdDSA")));
    }

    private static String with(String member) {
        return HEADER.replace("}", "," + member + "}");
    }

    private static List<Row> keys() {
        var hmac = HEADER.replace("ES256", "HS256");
        var good = FORGE.good();
        var unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        return List.of(
                new Row(
                        "HS256 keyed with the public key",
                        TokenReason.ALGORITHM,
                        Forge.mac(spki(), hmac, Forge.payload(""))),
                new Row(
                        "HMAC under the header ES256",
                        TokenReason.SIGNATURE,
                        Forge.mac(spki(), HEADER, Forge.payload(""))),
                new Row(
                        "signed by another key",
                        TokenReason.SIGNATURE,
                        Forge.sign(Forge.key(Curve.P_256, "k1"), HEADER, Forge.payload(""))),
                new Row(
                        "signature of zeros (r = s = 0)",
                        TokenReason.SIGNATURE,
                        unsigned + Bytes.copyOf(new byte[64]).base64Url()),
                new Row(
                        "signature in DER",
                        TokenReason.SIGNATURE,
                        unsigned + Bytes.fromHex("3006020101020101").base64Url()),
                new Row(
                        "signature of 63 octets",
                        TokenReason.SIGNATURE,
                        unsigned + signature(good).slice(0, 63).base64Url()),
                new Row(
                        "signature of 65 octets",
                        TokenReason.SIGNATURE,
                        unsigned + Bytes.concat(signature(good), Bytes.of(0)).base64Url()),
                new Row("payload of another token", TokenReason.SIGNATURE, swapPayload(good)));
    }

    private static Bytes signature(String token) {
        return Bytes.fromBase64Url(token.substring(token.lastIndexOf('.') + 1));
    }

    private static Bytes spki() {
        try {
            return Bytes.copyOf(FORGE.key.toECPublicKey().getEncoded());
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String swapPayload(String good) {
        var parts = good.split("\\.", -1);
        return parts[0] + "."
                + Bytes.utf8(Forge.payload("").replace("id-1", "id-2")).base64Url() + "." + parts[2];
    }

    private static Row claim(String name, TokenReason reason, String from, String to) {
        var payload = Forge.payload("");
        assertThat(payload).as("replaced in the payload").contains(from);
        return new Row(name, reason, FORGE.sign(HEADER, payload.replace(from, to)));
    }

    private static List<Row> claims() {
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
                new Row(
                        "cnf without jwk",
                        TokenReason.CLAIMS,
                        FORGE.sign(HEADER, Forge.payload("{}").replace("\"jwk\"", "\"kid\""))),
                new Row(
                        "cnf with a private key",
                        TokenReason.CLAIMS,
                        FORGE.withCnf(Forge.key(Curve.P_256, "p").toJSONString())),
                new Row("cnf with no key", TokenReason.CLAIMS, FORGE.withCnf("{\"kty\":\"EC\"}")));
    }

    @Test
    void aGoodTokenIsVerifiedAndSaysWhatItSays() throws KeysUnavailable {
        assertThat(verifierAt(NOW).verify(FORGE.good())).isInstanceOfSatisfying(VerifiedToken.class, token -> {
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
    void theClockOfTheIssuerMayDifferByTheSkewAndNoMore(
            long seconds, @org.jspecify.annotations.Nullable TokenReason refusal) throws KeysUnavailable {
        var verdict = verifierAt(NOW.plusSeconds(seconds)).verify(FORGE.good());
        if (refusal == null) assertThat(verdict).isInstanceOf(VerifiedToken.class);
        else
            assertThat(verdict)
                    .extracting(refused -> ((TokenVerdict.Refused) refused).reason())
                    .isEqualTo(refusal);
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
        assertThat(((VerifiedToken) verifierAt(NOW).verify(FORGE.sign(HEADER, payload))).status())
                .isEqualTo(whole);
    }

    @Test
    void everyOctetOfATokenCounts() throws KeysUnavailable {
        var good = FORGE.good();
        var parts = good.split("\\.", -1);
        for (int segment = 0; segment < 3; segment++) {
            var octets = Bytes.fromBase64Url(parts[segment]).toArray();
            for (int bit = 0; bit < octets.length * 8; bit += segment == 1 ? 9 : 1) {
                octets[bit / 8] ^= (byte) (1 << bit % 8);
                var flipped = parts.clone();
                flipped[segment] = Bytes.copyOf(octets).base64Url();
                assertThat(verifierAt(NOW).verify(String.join(".", flipped)))
                        .as("segment %s bit %s", segment, bit)
                        .isInstanceOf(TokenVerdict.Refused.class);
                octets[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @Test
    void aKeyOnP384SignsByEs384Alone() throws KeysUnavailable {
        var key = Forge.key(Curve.P_384, "big");
        var keys = Forge.keySet(new JWKSet(key).toString(true));
        var verifier = new TokenVerifier(keys, rules(), Clock.fixed(NOW, ZoneOffset.UTC));
        var header = HEADER.replace("k1", "big").replace("ES256", "ES384");
        assertThat(verifier.verify(Forge.sign(key, header, Forge.payload("")))).isInstanceOf(VerifiedToken.class);
        assertThat(verifier.verify(Forge.sign(key, header.replace("ES384", "ES256"), Forge.payload(""))))
                .isInstanceOf(TokenVerdict.Refused.class);
    }

    @Test
    void anEd25519KeySignsByEdDsa() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var x = Bytes.copyOf(pair.getPublic().getEncoded()).slice(12, 44).base64Url();
        var keys =
                Forge.keySet("{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"kid\":\"ed\",\"x\":\"" + x + "\"}]}");
        var signed = Bytes.utf8(HEADER.replace("k1", "ed").replace("ES256", "EdDSA"))
                        .base64Url() + "." + Bytes.utf8(Forge.payload("")).base64Url();
        var signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(Bytes.utf8(signed).toArray());
        var token = signed + "." + Bytes.copyOf(signer.sign()).base64Url();
        assertThat(new TokenVerifier(keys, rules(), Clock.fixed(NOW, ZoneOffset.UTC)).verify(token))
                .isInstanceOf(VerifiedToken.class);
    }

    @Test
    void aCallerWhoHasTheKeysAndNoNameBelievesTheirHolder() throws KeysUnavailable {
        var rules = new TokenRules(
                new ExpectedIssuer.HolderOfTheKeys(),
                AUDIENCE,
                new ExpectedFreshness.OfTheIssuer(),
                SKEW,
                TokenRules.USUAL_LIFE);
        assertThat(new TokenVerifier(FORGE.keys(), rules, Clock.fixed(NOW, ZoneOffset.UTC)).verify(FORGE.good()))
                .isInstanceOf(VerifiedToken.class);
    }

    @ParameterizedTest(name = "a nonce chosen by {0}, where {1} is expected, is {2}")
    @CsvSource({
        "challenge, the issuer's, believed",
        "relying-party, the issuer's, FRESHNESS",
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
                .replace("\"node\"", "\"freshness\":\"" + freshness + "\",\"node\"");
        var verdict = new TokenVerifier(FORGE.keys(), rules, Clock.fixed(NOW, ZoneOffset.UTC))
                .verify(FORGE.sign(HEADER, claims));
        assertThat(
                        verdict instanceof TokenVerdict.Refused refused
                                ? refused.reason().name()
                                : "believed")
                .isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 61, 600})
    void aSkewBeyondAMinuteIsNoSkew(long seconds) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new TokenRules(
                        new ExpectedIssuer.Named(ISSUER),
                        AUDIENCE,
                        new ExpectedFreshness.OfTheIssuer(),
                        Duration.ofSeconds(seconds),
                        TokenRules.USUAL_LIFE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TokenRules rules() {
        return new TokenRules(
                new ExpectedIssuer.Named(ISSUER),
                AUDIENCE,
                new ExpectedFreshness.OfTheIssuer(),
                SKEW,
                TokenRules.USUAL_LIFE);
    }

    private static TokenVerifier verifierAt(Instant now) {
        return new TokenVerifier(FORGE.keys(), rules(), Clock.fixed(now, ZoneOffset.UTC));
    }
}
