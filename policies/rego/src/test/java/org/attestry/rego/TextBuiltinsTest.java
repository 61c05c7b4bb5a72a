package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.rego.Policies.expression;

import org.attestry.rego.value.RegoString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBuiltinsTest {
    /** The expected texts are those of Go's fmt.Sprintf. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "'%v %v %v', [1234567.5, 1e20, 0.00001] ~ 1.2345675e+06 1e+20 1e-05",
                "'%v %g %v', [123456.5, 100000.5, 3.0] ~ 123456.5 100000.5 3",
                "'%05d|%-5d|%+d|% d|%05v', [42, 42, 42, 42, -42] ~ 00042|42   |+42| 42|-0042",
                "'%#x|%#o|%#b|%x|%X|%O', [255, 8, 5, -255, 255, 8] ~ 0xff|010|0b101|-ff|FF|0o10",
                "'%c|%q|%U|%#U', [9731, 9731, 9731, 9731] ~ ☃|'☃'|U+2603|U+2603 '☃'",
                "'%.3d|%8.3d|%.0d', [7, 7, 0] ~ 007|     007|",
                "'|%5.1f|%-8.3f|%08.3f|%+.2e', [3.14159, 2.5, -2.5, 12345.678] ~ |  3.1|2.500   |-002.500|+1.23e+04",
                "'%G|%.3g|%e|%#g', [1.5e21, 1234.5678, 0.0, 1.5] ~ 1.5E+21|1.23e+03|0.000000e+00|1.50000",
                "'|%5s|%-5s|%.2s|%05s', ['hi', 'hi', 'hello', 'a'] ~ |   hi|hi   |he|0000a",
                "'%q|%x|% x|%#x|%+q', ['é', 'hi', 'hi', 'hi', 'é'] ~ \"é\"|6869|68 69|0x6869|\"\\u00e9\"",
                "'%d %s %t %z', ['x', 1, true, 1.5] ~ %!d(string=x) %!s(int=1) %!t(string=true) %!z(float64=1.5)",
                "'%5s', [1] ~ %!s(int=    1)",
                "'%[2]d %[1]d', [1, 2] ~ 2 1",
                "'%[3]d', [1] ~ %!d(BADINDEX)",
                "'|%*d|%.*f', [5, 42, 2, 3.14159] ~ |   42|3.14",
                "'%-*d|%*d|', [4, 1, -4, 1] ~ 1   |1   |",
                "'%*d', ['x', 1] ~ %!(BADWIDTH)1",
                "'%!', [1] ~ %!!(int=1)",
                "'%', [] ~ %!(NOVERB)",
                "'%d', [1, 'b', 2.5] ~ 1%!(EXTRA string=b, float64=2.5)",
                "'%d %d', [1] ~ 1 %!d(MISSING)",
                "'%T %T %T %T', [1, 1.5, 'x', 123456789012345678901] ~ int float64 string *big.Int",
                "'%s|%x|%025d', [123456789012345678901, 123456789012345678901, -123456789012345678901] ~ 123456789012345678901|6b14e9f812f366c35|-000123456789012345678901",
                "'%c', [123456789012345678901] ~ %!c(big.Int=123456789012345678901)",
            },
            quoteCharacter = '\0')
    void sprintfWritesWhatGoWrites(String arguments, String expected) throws Exception {
        var rego = arguments.replace('\'', '"').replace("\"☃\"", "'☃'");
        var policy = Policies.compile("data.p.x", "package p\nx := sprintf(" + rego + ")");
        assertThat(policy.evaluate("data.p.x", null, Policies.OPTIONS).value().orElseThrow())
                .hasToString(RegoString.of(expected.stripTrailing()).toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "sprintf(\"%v\", [[\"a\\u0001\\u007f\\u200b\", \"é☃\"]]) ~ [\"a\\x01\\x7f\\u200b\", \"é☃\"]",
                "upper(\"straße\") ~ STRAßE",
                "lower(\"ΑΣ\") ~ ασ",
                "strings.replace_n({\"\": \"-\", \"a\": \"b\"}, \"aca\") ~ -b-c-b-",
                "strings.replace_n({\"a\": \"1\", \"ab\": \"2\"}, \"ab\") ~ 1b",
            })
    void lettersAreMappedAndQuotedOneByOne(String expression, String expected) throws Exception {
        assertThat(expression("concat(\"\", [" + expression + "])"))
                .isEqualTo(RegoString.of(expected).toString());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "json.marshal({2: 1, 10: 2, \"a\": 3}) ~ \"{\\\"10\\\":2,\\\"2\\\":1,\\\"a\\\":3}\"",
                "json.marshal(\"\\b\\f\") ~ \"\\\"\\\\b\\\\f\\\"\"",
                "json.unmarshal(`\"\\ud800x\"`) ~ \"\ufffdx\"",
                "json.is_valid(`\"\\udc00\"`) ~ true",
                "base64.decode(\"YQ\") ~ undefined",
                "base64.decode(\"YQ==\") ~ \"a\"",
                "base64url.decode(\"YQ\") ~ \"a\"",
                "urlquery.encode_object({\"b\": \"1\", \"a\": [\"x\", \"y\"], \"c\": {\"z\"}}) ~ \"a=x&a=y&b=1&c=z\"",
            })
    void encodingsAreThoseOfGo(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "yaml.unmarshal(\"a: yes\\nb: 010\\nc: 1_000\\nd: 2001-01-01\\n1: x\\ne: .5\") ~ {\"1\": \"x\", \"a\": true, \"b\": 8, \"c\": 1000, \"d\": \"2001-01-01\", \"e\": 0.5}",
                "yaml.unmarshal(\"a: 1\\na: 2\\n---\\nb: 3\") ~ {\"a\": 2}",
                "yaml.unmarshal(\"a: &x {b: 1}\\nc:\\n  <<: *x\\n  d: 0x10\") ~ {\"a\": {\"b\": 1}, \"c\": {\"b\": 1, \"d\": 16}}",
                "yaml.unmarshal(\"\") ~ null",
                "yaml.unmarshal(\".inf\") ~ undefined",
                "yaml.unmarshal(`\"\\uD800\"`) ~ undefined",
                "yaml.is_valid(`\"\\uD800\"`) ~ false",
                "yaml.unmarshal(\"{null: 1}\") ~ undefined",
                "yaml.marshal({\"a10\": 1234567.5, \"a2\": {\"k\": []}}) ~ \"a2:\\n  k: []\\na10: 1.2345675e+06\\n\"",
                "yaml.marshal([\"true\", \"x: y\", \"\", \"1\\n2\", \"no\", \"plain\"]) ~ \"- \\\"true\\\"\\n- 'x: y'\\n- \\\"\\\"\\n- |-\\n  1\\n  2\\n- \\\"no\\\"\\n- plain\\n\"",
                "yaml.marshal({\"t\": \"2001-01-01\", \"s\": \"1:30\", \"n\": 1e2}) ~ \"\\\"n\\\": 100\\ns: \\\"1:30\\\"\\nt: \\\"2001-01-01\\\"\\n\"",
            },
            quoteCharacter = '\0')
    void yamlIsThatOfTheLibraryOfOpa(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }
}
