package org.attestry.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attestry.cli.ExitCode;
import org.attestry.cli.Recording;
import org.attestry.cli.client.FakeService;
import org.attestry.cli.output.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {
    private static final ECKey KEY = key();

    @TempDir
    Path folder = Path.of("");

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID("k1")
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String token(String audience, String status) throws JOSEException {
        return token(audience, status, "challenge");
    }

    private static String token(String audience, String status, String freshness) throws JOSEException {
        var now = Recording.NOW.getEpochSecond();
        var claims = new JWTClaimsSet.Builder()
                .issuer("https://attest.example")
                .audience(audience)
                .claim("iat", now - 5)
                .claim("exp", now + 100)
                .jwtID("t1")
                .claim("eat_profile", "tag:github.com,2023:veraison/ear")
                .claim("ear.verifier-id", Map.of("build", "0.1.0", "developer", "attestry"))
                .claim("submods", Map.of("snp", Map.of("ear.status", status)))
                .claim("eat_nonce", "AAECAwQFBgc")
                .claim("attestry", Map.of("node", "web-1", "record", "r1", "freshness", freshness))
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID("k1")
                .type(new JOSEObjectType("ear+jwt"))
                .build();
        var jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(KEY));
        return jwt.serialize();
    }

    private String keys() throws IOException {
        var set = new JWKSet(KEY.toPublicJWK()).toString();
        return Files.writeString(folder.resolve("jwks.json"), set).toString();
    }

    @ParameterizedTest(name = "a nonce chosen by {0}, looked at with {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
                    challenge     | nothing                  | YES     | challenge
                    relying-party | nothing                  | REFUSED | freshness
                    relying-party | --nonce=0001020304050607 | YES     | relying-party
                    relying-party | --nonce=AAECAwQFBgc      | YES     | AAECAwQFBgc
                    challenge     | --nonce=0001020304050608 | REFUSED | freshness
                    challenge     | --nonce=!                | USAGE   | --nonce
                    challenge     | --node=web-1             | YES     | web-1
                    challenge     | --node=web-2             | REFUSED | node
                    """)
    void whoseNonceWasAnsweredAndWhichNodeIsSaidAndCanBeAskedFor(
            String freshness, @Nullable String option, ExitCode exit, String text) throws Exception {
        var arguments = new ArrayList<>(List.of(
                "token", "verify", token("shop", "affirming", freshness), "--jwks", keys(), "--audience", "shop"));
        if (option != null) arguments.add(option);
        var recording = Recording.plain();
        assertThat(recording.run(arguments.toArray(String[]::new)))
                .as(recording.err())
                .isEqualTo(exit);
        assertThat(recording.out() + recording.err()).contains(text);
    }

    @ParameterizedTest(name = "for {0}, {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    shop  | affirming       | YES     | web-1
                    shop  | warning         | YES     | warning
                    shop  | contraindicated | REFUSED | contraindicated
                    other | affirming       | REFUSED | audience
                    """)
    void aTokenIsJudgedForItsAudienceAndStatus(String audience, String status, ExitCode exit, String text)
            throws IOException, JOSEException {
        var recording = Recording.plain();
        var arguments =
                new String[] {"token", "verify", token(audience, status), "--jwks", keys(), "--audience", "shop"};
        assertThat(recording.run(arguments)).isEqualTo(exit);
        assertThat(recording.out()).contains(text);
    }

    @Test
    void theKeysMayComeFromTheService() throws JOSEException {
        try (var service = FakeService.answering(200, new JWKSet(KEY.toPublicJWK()).toString())) {
            var recording = Recording.plain();
            var jwks = service.url() + "/.well-known/jwks.json";
            var token = token("shop", "affirming");
            assertThat(recording.run("token", "verify", token, "--jwks", jwks, "--audience", "shop", "--json"))
                    .isEqualTo(ExitCode.YES);
            var data = Json.parse(recording.out());
            assertThat(data.path("verified").asBoolean()).isTrue();
            assertThat(data.path("claims").path("jti").asText()).isEqualTo("t1");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"/no/such/file, USAGE", "http://127.0.0.1:1/jwks, UNREACHABLE", "http://example.org/jwks, USAGE"})
    void withoutKeysThereIsNoVerdict(String jwks, ExitCode exit) throws JOSEException {
        var recording = Recording.plain();
        assertThat(recording.run("token", "verify", token("a", "affirming"), "--jwks", jwks, "--audience", "a"))
                .isEqualTo(exit);
        assertThat(recording.out()).isEmpty();
        assertThat(recording.err()).doesNotContain("null");
    }

    @Test
    void aTokenMayLieInAFile() throws IOException, JOSEException {
        var file = Files.writeString(folder.resolve("shop.jwt"), token("shop", "affirming") + "\n");
        var recording = Recording.plain();
        assertThat(recording.run("token", "verify", "@" + file, "--jwks", keys(), "--audience", "shop"))
                .isEqualTo(ExitCode.YES);
        assertThat(recording.out()).contains("web-1");
        var absent = Recording.plain();
        assertThat(absent.run("token", "verify", "@/no/token", "--jwks", keys(), "--audience", "shop"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(absent.err()).contains("cannot read /no/token: it does not exist");
    }

    @Test
    void aFileThatIsTakenForATokenIsToldFromABrokenOne() throws IOException, JOSEException {
        var file = Files.writeString(folder.resolve("shop.jwt"), token("shop", "affirming"));
        var recording = Recording.plain();
        assertThat(recording.run("token", "verify", file.toString(), "--jwks", keys(), "--audience", "shop"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recording.err()).contains("write @" + file);
        assertThat(Recording.plain().run("token", "verify", "no.such.token", "--jwks", keys(), "--audience", "shop"))
                .isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void anotherIssuerIsRefused() throws IOException, JOSEException {
        var recording = Recording.plain();
        var token = token("a", "affirming");
        assertThat(recording.run(
                        "token", "verify", token, "--jwks", keys(), "--audience", "a", "--issuer", "https://b"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(recording.out()).contains("issuer");
    }
}
