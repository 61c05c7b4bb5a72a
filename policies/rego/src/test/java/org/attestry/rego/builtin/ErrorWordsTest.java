package org.attestry.rego.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.attestry.rego.builtin.MalformedOperands.Row;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.error.RegoEvaluationException.Code;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoArray;
import org.attestry.rego.value.RegoValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a builtin says of what it cannot take is said in OPA's words or in ours, and never in those of a library below. */
final class ErrorWordsTest {
    /** Names of classes, and what the JDK, Bouncy Castle and the readers of YAML and JSON Schema are known to say. */
    private static final Pattern FOREIGN = Pattern.compile("java\\.|javax\\.|sun\\.|org\\.bouncycastle|com\\.amazon"
            + "|\\b[a-z]\\w*(\\.[a-z]\\w*)+\\.[A-Z]|[A-Za-z](Exception|Error)\\b|Input byte|Index \\d|Illegal char"
            + "|Bad sequence|in reader, line|Unable to|\n");

    private static final Pattern NULL = Pattern.compile("\\bnull\\b");

    private static final BuiltinContext CONTEXT = new BuiltinContext() {
        @Override
        public Instant now() {
            return Instant.parse("2026-01-02T03:04:05Z");
        }

        @Override
        public void charge(long amount) {
            if (amount > 1 << 24) throw new RegoEvaluationException(Code.FUEL, "", "dear");
        }

        @Override
        public <T> T once(String key, Function<String, T> make) {
            return make.apply(key);
        }

        @Override
        public void note(String line) {}
    };

    @TestFactory
    Stream<DynamicTest> noBuiltinSpeaksInTheWordsOfALibrary() throws Exception {
        var rows = MalformedOperands.all();
        return rows.stream()
                .map(Row::builtin)
                .distinct()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> rows.stream()
                                .filter(row -> row.builtin().equals(name))
                                .forEach(ErrorWordsTest::check)));
    }

    private static @Nullable RegoValue call(Row row) {
        return Objects.requireNonNull(Builtins.standard().get(row.builtin()), row.builtin())
                .call(CONTEXT, row.operands().toArray(new RegoValue[0]));
    }

    private static void check(Row row) {
        try {
            var answer = call(row);
            if (row.builtin().endsWith("_schema")) assertOwn(row, String.valueOf(answer));
        } catch (BuiltinFailure e) {
            var message = String.valueOf(e.getMessage());
            assertOwn(row, message);
            if (e.code() == Code.BUILTIN) assertThat(message).as(row.toString()).doesNotContainPattern(NULL);
        } catch (RegoEvaluationException e) {
            assertThat(e.code()).as(row.toString()).isEqualTo(Code.FUEL);
        }
    }

    private static void assertOwn(Row row, String said) {
        assertThat(said).as(row.toString()).doesNotContainPattern(FOREIGN);
    }

    @ParameterizedTest(name = "{0}{1}")
    @CsvSource(delimiter = '~', quoteCharacter = '"', textBlock = """
            crypto.x509.parse_certificates ~ ["MAA="] ~ x509: malformed certificate
            crypto.x509.parse_certificate_request ~ ["MAA="] ~ asn1: structure error
            crypto.x509.parse_rsa_private_key ~ ["-----BEGIN PRIVATE KEY-----\\nMAA=\\n-----END PRIVATE KEY-----"] ~ failed to parse private key
            io.jwt.verify_es256 ~ ["e30.e30.AA", "-----BEGIN PUBLIC KEY-----\\nMAA=\\n-----END PUBLIC KEY-----"] ~ failed to parse a PEM public key
            io.jwt.verify_es256 ~ ["e30.e30.AA", "-----BEGIN CERTIFICATE-----\\nMAA=\\n-----END CERTIFICATE-----"] ~ failed to parse a PEM certificate: x509: malformed certificate
            io.jwt.verify_rs256 ~ ["e30.e30.AA", "{\\"kty\\": \\"RSA\\", \\"n\\": \\"AA\\", \\"e\\": \\"AA\\"}"] ~ failed to parse a JWK key (set): no RSA key
            io.jwt.encode_sign ~ [{"alg": "EdDSA"}, {}, {"kty": "OKP", "d": "AA"}] ~ invalid JWK: no private OKP key
            io.jwt.decode ~ ["A.e30."] ~ JWT header had invalid encoding: illegal base64 data
            yaml.unmarshal ~ ["a: 1\\nb: [1"] ~ yaml: line 2, column 6: not well formed
            regex.match ~ ["(", "a"] ~ error parsing regexp: missing closing ): `(`
            providers.aws.sign_req ~ [{"url": "http://["}, {}, 0] ~ parse \"http://[\": invalid URL
            json.match_schema ~ [{}, {"$ref": "other"}] ~ json.match_schema: remote reference is not allowed: attestry:other
            """)
    void theWordsAreOpasWhereTheyAreKnown(String builtin, String operands, String words) {
        var row = new Row(builtin, ((RegoArray) JsonReader.read(operands)).asList());
        var failure = catchThrowableOfType(BuiltinFailure.class, () -> {
            var _ = call(row);
        });
        assertThat(failure).hasMessage(words);
    }
}
