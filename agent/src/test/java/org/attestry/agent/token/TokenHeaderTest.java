package org.attestry.agent.token;

import static org.attestry.agent.token.Forge.HEADER;
import static org.attestry.agent.token.RelyingParty.FORGE;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A header names its type, the algorithm of a key that is known by name, and nothing else. */
class TokenHeaderTest {
    @TestFactory
    Stream<DynamicTest> everyOtherHeaderIsRefused() {
        return SpoiltToken.tests(rows());
    }

    private static List<SpoiltToken> rows() {
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

    private static SpoiltToken header(String name, TokenReason reason, String header) {
        return new SpoiltToken(name, reason, FORGE.sign(header, Forge.payload("")));
    }

    private static String with(String member) {
        return HEADER.replace("}", "," + member + "}");
    }
}
