package org.attestry.agent.secgear;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.attestry.agent.FakeService;
import org.attestry.agent.TestAgent;
import org.attestry.agent.ToyTee;
import org.attestry.bytes.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The statuses and texts that secGear's clients know of requests that are wrong. */
@Tag("integration")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecGearErrorsTest {
    private static final String CHALLENGE =
            Bytes.utf8("a challenge that the caller made").base64Url();

    private final ToyTee tee = ToyTee.running("app");
    private final FakeService service = new FakeService(tee.endorsements(), Clock.systemUTC());
    private TestAgent agent;

    SecGearErrorsTest(@TempDir Path folder) {
        agent = TestAgent.over(service, tee, folder);
    }

    @AfterAll
    void stop() {
        agent.close();
        service.close();
    }

    private record Row(
            String name,
            String method,
            String path,
            @Nullable String body,
            int status,
            String answer) {}

    private static Row bad(String name, String method, String path, @Nullable String body, String answer) {
        return new Row(name, method, path, body, 400, "Json deserialize error: " + answer);
    }

    private static Row error(String name, String method, String path, String body, String variant, String text) {
        return new Row(
                name,
                method,
                path,
                body,
                500,
                "Agent {\n    source: " + variant + "(\n        \"" + text + "\",\n    ),\n}");
    }

    private static List<Row> rows() {
        var numbers = "[" + "0,".repeat(32) + "0]";
        return List.of(
                bad("no body", "GET", "/evidence", null, "EOF while parsing a value at line 1 column 0"),
                bad("object not closed", "GET", "/evidence", "{", "EOF while parsing an object at line 1 column 1"),
                bad("no uuid", "GET", "/evidence", "{\"challenge\":\"x\"}", "missing field `uuid` at line 1 column 17"),
                bad(
                        "no uuid, two lines",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\n\"x\"}",
                        "missing field `uuid` at line 2 column 4"),
                bad(
                        "no evidence",
                        "POST",
                        "/evidence",
                        "{\"challenge\":\"x\"}",
                        "missing field `evidence` at line 1 column 17"),
                bad("no token", "POST", "/token", "{}", "missing field `token` at line 1 column 2"),
                bad(
                        "challenge twice",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"x\",\"challenge\":\"x\"}",
                        "duplicate field at line 1 column 28"),
                bad("something after the body", "POST", "/token", "{}{}", "trailing characters at line 1 column 3"),
                bad("too deep", "POST", "/token", "[".repeat(40), "recursion limit exceeded at line 1 column 33"),
                bad(
                        "uuid is a number",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"x\",\"uuid\":1}",
                        "invalid type of `uuid`, expected a string at line 1 column 26"),
                new Row("wrong method", "PUT", "/evidence", "{}", 404, ""),
                new Row("wrong method on challenge", "POST", "/challenge", "{}", 404, ""),
                new Row("wrong method on token", "DELETE", "/token", null, 404, ""),
                new Row("only the head", "HEAD", "/evidence", null, 404, ""),
                error(
                        "challenge empty",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"\",\"uuid\":\"\"}",
                        "GetEvidenceError",
                        "challenge len is error, expecting 0 < len <= 64, got 0"),
                error(
                        "challenge of 65 octets",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"" + "A".repeat(87) + "\",\"uuid\":\"\"}",
                        "GetEvidenceError",
                        "challenge len is error, expecting 0 < len <= 64, got 65"),
                error(
                        "challenge no base64url",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"***\",\"uuid\":\"\"}",
                        "GetEvidenceError",
                        "Invalid symbol 42, offset 0."),
                error(
                        "challenge padded",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"AAAAAAAAAAA=\",\"uuid\":\"\"}",
                        "GetEvidenceError",
                        "Invalid symbol 61, offset 11."),
                error(
                        "challenge not canonical",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"AAAAAAAAAAB\",\"uuid\":\"\"}",
                        "GetEvidenceError",
                        "Invalid last symbol 66, offset 10."),
                error(
                        "challenge that can be guessed",
                        "GET",
                        "/token",
                        "{\"challenge\":\"AAAAAAAAAA\",\"uuid\":\"\"}",
                        "GetTokenError",
                        "challenge len is error, fewer than 8 octets can be guessed, got 7"),
                error(
                        "log that nothing vouches for",
                        "GET",
                        "/evidence",
                        "{\"challenge\":\"" + CHALLENGE + "\",\"uuid\":\"\",\"ima\":true}",
                        "GetEvidenceError",
                        "get ima log failed: toy evidence vouches for no IMA log"),
                error(
                        "33 octets of user data",
                        "GET",
                        "/challenge",
                        "{\"user_data\":" + numbers + "}",
                        "ChallengeError",
                        "user data length should not exceed 32"),
                error(
                        "evidence of nothing",
                        "POST",
                        "/evidence",
                        "{\"challenge\":\"" + CHALLENGE + "\",\"evidence\":\"{}\"}",
                        "VerifyEvidenceError",
                        "missing field `tee` at line 1 column 0"),
                error(
                        "token of one segment",
                        "POST",
                        "/token",
                        "{\"token\":\"abc\"}",
                        "VerifyTokenError",
                        "parse fail:Error(InvalidToken)"),
                error(
                        "token of three letters",
                        "POST",
                        "/token",
                        "{\"token\":\"a.b.c\"}",
                        "VerifyTokenError",
                        "parse fail:Error(Base64(InvalidLength(1)))"));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrongIsAnsweredAsSecGearsAgentsDo() {
        return rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.name(), () -> {
                    var response = agent.send(row.method(), row.path(), row.body());
                    assertThat(response.body()).isEqualTo(row.answer());
                    assertThat(response.statusCode()).isEqualTo(row.status());
                    var type = response.headers().firstValue("content-type");
                    if (row.status() == 400) assertThat(type).contains("text/plain; charset=UTF-8");
                    else assertThat(type).isEmpty();
                }));
    }

    @Test
    void aBodyThatIsNotDeclaredAsJsonIsRefused() {
        for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonx")) {
            var response = agent.send("POST", "/token", "{}", Map.of("Content-Type", type));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).isEqualTo("Content type error");
        }
        assertThat(agent.send("POST", "/token", "{}", Map.of()).body()).isEqualTo("Content type error");
        assertThat(agent.send("POST", "/token", "{}", Map.of("Content-Type", "application/merge-patch+json"))
                        .body())
                .contains("missing field");
    }
}
