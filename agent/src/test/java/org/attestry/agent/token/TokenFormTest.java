package org.attestry.agent.token;

import static org.attestry.agent.token.Forge.HEADER;
import static org.attestry.agent.token.RelyingParty.FORGE;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A token is three segments of base64url that stand for JSON objects and a signature, and nothing beside them. */
class TokenFormTest {
    @TestFactory
    Stream<DynamicTest> whatIsNoTokenIsRefused() {
        return SpoiltToken.tests(rows());
    }

    private static List<SpoiltToken> rows() {
        var good = FORGE.good();
        var parts = good.split("\\.", -1);
        return List.of(
                malformed("empty", ""),
                malformed("one segment", parts[0]),
                malformed("two segments", parts[0] + "." + parts[1]),
                malformed("four segments", good + ".e30"),
                malformed("five segments, as a JWE has", good + ".e30.e30"),
                malformed("signature empty", parts[0] + "." + parts[1] + "."),
                malformed("header empty", "." + parts[1] + "." + parts[2]),
                malformed("payload empty", parts[0] + ".." + parts[2]),
                malformed("padded", good + "=="),
                malformed("line break at the end", good + "\n"),
                malformed("space in front", " " + good),
                malformed("base64 instead of base64url", parts[0] + "." + parts[1] + "." + "+/+/"),
                malformed("payload is a list", FORGE.sign(HEADER, "[]")),
                malformed("payload is a token, nested", FORGE.sign(HEADER, good)),
                malformed(
                        "claim twice",
                        FORGE.sign(HEADER, Forge.payload("").replace("{\"iss\"", "{\"iss\":\"x\",\"iss\""))),
                malformed(
                        "header member twice",
                        FORGE.sign(HEADER.replace("{", "{\"alg\":\"none\","), Forge.payload(""))),
                malformed("byte order mark", FORGE.sign(HEADER, "\ufeff" + Forge.payload(""))),
                malformed("something after the claims", FORGE.sign(HEADER, Forge.payload("") + "{}")),
                malformed("nested 40 deep", FORGE.sign(HEADER, "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")),
                new SpoiltToken(
                        "40 KiB",
                        TokenReason.TOO_LARGE,
                        FORGE.sign(HEADER, "{\"a\":\"" + "x".repeat(40 << 10) + "\"}")));
    }

    private static SpoiltToken malformed(String name, String token) {
        return new SpoiltToken(name, TokenReason.MALFORMED, token);
    }
}
