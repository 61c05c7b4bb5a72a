package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBuiltinsTest {
    private static final String KEY = "{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}";

    /** Signs a token, and asks whether it is what constraints want. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(
            delimiter = '~',
            value = {
                "{} ~ {} ~ {\"secret\": \"secret\"} ~ true",
                "{\"crit\": [\"exp\"]} ~ {} ~ {\"secret\": \"secret\"} ~ true",
                "{\"crit\": [\"b64\"], \"b64\": true} ~ {} ~ {\"secret\": \"secret\"} ~ false",
                "{\"crit\": []} ~ {} ~ {\"secret\": \"secret\"} ~ undefined",
                "{\"kid\": 1} ~ {} ~ {\"secret\": \"secret\"} ~ undefined",
                "{} ~ {} ~ {\"secret\": \"\"} ~ undefined",
                "{} ~ {} ~ {\"secret\": \"secret\", \"cert\": `{\"keys\": []}`} ~ undefined",
                "{} ~ {} ~ {\"cert\": `{\"keys\": []}`} ~ false",
                "{} ~ {} ~ {\"cert\": `{\"keys\": [{\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}]}`} ~ true",
                "{\"kid\": \"a\"} ~ {} ~ {\"cert\": `{\"keys\": [{\"kty\": \"oct\", \"k\": \"AA\", \"kid\": \"a\"}, {\"kty\": \"oct\", \"k\": \"c2VjcmV0\"}]}`} ~ false",
                "{} ~ {} ~ {\"cert\": `{\"keys\": [{\"kty\": \"oct\", \"k\": \"c2VjcmV0\", \"alg\": \"HS512\"}]}`} ~ false",
                "{} ~ {\"aud\": [\"a\", 1]} ~ {\"secret\": \"secret\", \"aud\": \"a\"} ~ true",
                "{} ~ {\"aud\": \"a\"} ~ {\"secret\": \"secret\"} ~ false",
                "{} ~ {\"iss\": \"a\"} ~ {\"secret\": \"secret\", \"iss\": \"\"} ~ true",
                "{} ~ {\"exp\": 1} ~ {\"secret\": \"secret\", \"time\": -1} ~ undefined",
                "{} ~ {\"nbf\": \"1\"} ~ {\"secret\": \"secret\"} ~ undefined",
            })
    void aTokenIsJudgedByItsHeaderKeysAndClaims(String header, String payload, String constraints, String expected)
            throws Exception {
        var rule =
                "x := io.jwt.decode_verify(t, %s)[0]\nt := io.jwt.encode_sign(object.union({\"alg\": \"HS256\"}, %s), %s, %s)"
                        .formatted(constraints, header, payload, KEY);
        assertThat(Policies.value(rule, "{}")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "io.jwt.decode(\"e30.WzFd.\") ~ undefined",
                "io.jwt.decode(\"e30.e30.\") ~ [{}, {}, \"\"]",
                "base64url.decode(split(io.jwt.encode_sign({\"alg\": \"HS256\"}, {\"a\": \"<&>\"}, {\"kty\": \"oct\", \"k\": \"AA\"}), \".\")[1]) ~ \"{\\\"a\\\":\\\"\\\\u003c\\\\u0026\\\\u003e\\\"}\"",
                "io.jwt.verify_rs256(\"e30.e30.AA\", \"-----BEGIN RSA PUBLIC KEY-----\\nMAA=\\n-----END RSA PUBLIC KEY-----\") ~ undefined",
            })
    void aTokenIsReadAndWrittenAsGoDoes(String expression, String expected) throws Exception {
        assertThat(Policies.value("x := " + expression, "{}")).isEqualTo(expected);
    }
}
