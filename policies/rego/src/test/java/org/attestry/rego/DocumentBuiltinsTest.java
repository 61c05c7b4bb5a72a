package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.attestry.rego.Policies.expression;

import java.util.List;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentBuiltinsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "json.filter({\"a\": 1, \"b\": {\"c\": [1, 2, 3]}}, [\"a/b\", \"b/c/1\"]) ~ {\"a\": 1, \"b\": {\"c\": [2]}}",
                "json.filter({\"a\": 1}, [\"\"]) ~ {}",
                "json.filter({\"b\": [1, 2]}, [[\"b\", 0]]) ~ {\"b\": []}",
                "json.filter({\"b\": [1, 2]}, [[\"b\", \"0\"]]) ~ {\"b\": [1]}",
                "json.filter({\"s\": {1, 2}}, [[\"s\", 1]]) ~ {\"s\": {1}}",
                "json.filter({\"a\": 1}, [\"//a\"]) ~ {\"a\": 1}",
                "json.remove({\"b\": [1, 2], \"s\": {1, 2}}, [[\"b\", 0], [\"s\", 1]]) ~ {\"b\": [1, 2], \"s\": {2}}",
                "json.remove({\"a\": 1}, [\"\", \"a/b\"]) ~ {\"a\": 1}",
            })
    void aPathLeadsWhereOpaLetsItLead(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "{\"a\": 1} ~ [{\"op\":\"remove\",\"path\":\"\"},{\"op\":\"add\",\"path\":\"\",\"value\":3}] ~ 3",
                "{\"a\": {}} ~ [{\"op\":\"move\",\"from\":\"\",\"path\":\"/x\"}] ~ undefined",
                "{\"a\": {}} ~ [{\"op\":\"move\",\"from\":\"\",\"path\":\"\"}] ~ {\"a\": {}}",
                "{\"a\": {}} ~ [{\"op\":\"add\",\"path\":\"//a/c\",\"value\":1}] ~ {\"a\": {\"c\": 1}}",
                "[1, 2] ~ [{\"op\":\"add\",\"path\":\"-\",\"value\":1},{\"op\":\"remove\",\"path\":\"/0\"}] ~ [2, 1]",
            })
    void aPatchGoesStepByStep(String document, String patch, String expected) throws Exception {
        assertThat(expression("json.patch(" + document + ", " + patch + ")")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"op\": \"x\", \"path\": \"a\"}]",
                "[{\"path\": \"a\"}]",
                "[{\"op\": \"add\", \"path\": \"a\"}]",
                "[{\"op\": \"remove\", \"path\": 1}]",
                "[{\"op\": \"test\", \"path\": \"a\", \"value\": 2}]",
                "[1]",
            })
    void aPatchThatDoesNotFitIsUndefinedEvenWhereErrorsAreStrict(String patch) throws Exception {
        var policy = Policies.compile("data.p.x", "package p\nx := json.patch({\"a\": 1}, input)");
        assertThat(policy.evaluate("data.p.x", JsonReader.read(patch), Policies.OPTIONS.withStrictErrors())
                        .value()
                        .map(RegoValue::toString))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "object.subset([1, 1], {1, 2}) ~ true",
                "object.subset([1], {1, 2}) ~ false",
                "object.subset([], set()) ~ false",
                "object.subset([1], set()) ~ true",
                "object.subset({\"a\": [1, 2]}, {\"a\": {1}}) ~ false",
                "object.subset({\"a\": {1, 2}}, {\"a\": {1}}) ~ true",
            })
    void anArrayHoldsASetByTheCountOfWhatIsInBoth(String expression, String expected) throws Exception {
        assertThat(expression(expression)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "{} ~ {\"required\": [\"b\"]} ~ (root): b is required",
                "{\"a\": [1]} ~ {\"properties\": {\"a\": {\"items\": {\"type\": \"string\"}}}} ~ a.0: Invalid type. Expected: string, given: integer",
                "{\"n\": 5} ~ {\"properties\": {\"n\": {\"maximum\": 3}}} ~ n: Must be less than or equal to 3",
                "{\"a\": 1} ~ {\"additionalProperties\": false} ~ (root): Additional property a is not allowed",
                "\"[1, 1]\" ~ {\"uniqueItems\": true} ~ (root): array items[0,1] must be unique",
            })
    void aDocumentIsComplainedOfInTheWordsOfGojsonschema(String document, String schema, String expected)
            throws Exception {
        assertThat(expression("json.match_schema(" + document + ", " + schema + ")[1][0].error"))
                .isEqualTo('"' + expected + '"');
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "\"\" ~ [false, \"jsonschema: invalid JSON string\"]",
                "\"{} {}\" ~ [false, \"jsonschema: invalid JSON string\"]",
                "{\"type\": \"object\"} ~ [true, null]",
                "{\"pattern\": \"^(a)[a-z]*$\"} ~ [true, null]",
                "{\"pattern\": \"(a)(?=b)\"} ~ [false, \"jsonschema: Invalid regex pattern '(a)(?=b)'\"]",
            })
    void aSchemaIsOneDocument(String schema, String expected) throws Exception {
        assertThat(expression("json.verify_schema(" + schema + ")")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "json.verify_schema(input) ~ [false, \"jsonschema: wrong type, expected string or object\"]",
                "net.cidr_contains_matches(input, \"10.0.0.0/8\") ~ set()",
            })
    void someBuiltinsJudgeTheirOperandsThemselves(String expression, String expected) throws Exception {
        assertThat(Policies.value("x := " + expression, "7")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "\\ud83d\\ude00 ~ \ud83d\ude00",
                "\\ud83d ~ \ufffd",
                "\\ude00 ~ \ufffd",
                "\\ude00\\ud83d ~ \ufffd\ufffd",
                "\\ud83dx\\ude00 ~ \ufffdx\ufffd",
                "\\ud83d\\ud83d\\ude00 ~ \ufffd\ud83d\ude00",
                "\ud83d\ude00\\ud83d ~ \ud83d\ude00\ufffd",
            })
    void halfACharacterIsReplacedInGraphqlAsInJson(String escaped, String expected) throws Exception {
        var input = RegoObject.of("text", RegoString.of(escaped));
        for (var read : List.of(
                "json.unmarshal(sprintf(\"\\\"%s\\\"\", [input.text]))",
                "graphql.parse_query(sprintf(\"{ a(b: \\\"%s\\\") }\", [input.text]))"
                        + ".Operations[0].SelectionSet[0].Arguments[0].Value.Raw",
                "graphql.parse_schema(sprintf(\"\\\"%s\\\" type A { b: Int }\", [input.text]))"
                        + ".Definitions[0].Description")) {
            var policy = Policies.compile("data.p.x", "package p\nx := " + read);
            assertThat(policy.evaluate("data.p.x", input, Policies.OPTIONS).value())
                    .as(read)
                    .contains(RegoString.of(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"pattern\": \"^(.*a){25}$\"}", "{\"patternProperties\": {\"^(a+)+$\": false}}"})
    @Timeout(20)
    void aPatternTakesNoLongerThanItsTextIsLong(String schema) throws Exception {
        var text = "a".repeat(60) + "!";
        assertThat(expression("json.match_schema(json.marshal(\"" + text + "\"), " + schema + ")[0]"))
                .isEqualTo(schema.contains("Properties") ? "true" : "false");
        assertThat(expression("json.match_schema({\"" + text + "\": 1}, " + schema + ")[0]"))
                .isEqualTo("true");
    }

    @Test
    void aPatternIsPaidForByTheLengthOfItsText() throws Exception {
        long without = fuelFor("{\"type\": \"string\"}");
        assertThat(fuelFor("{\"type\": \"string\", \"pattern\": \"b\"}") - without)
                .isGreaterThan(2_000);
    }

    /** What it takes to hold 16,000 characters against a schema. */
    private static long fuelFor(String schema) throws Exception {
        var policy = Policies.compile(
                "data.p.x",
                "package p\nx := json.match_schema({\"t\": input.t}, {\"properties\": {\"t\": " + schema + "}})");
        var input = RegoObject.of("t", RegoString.of("a".repeat(16_000)));
        return policy.evaluate("data.p.x", input, Policies.OPTIONS).fuelSpent();
    }
}
