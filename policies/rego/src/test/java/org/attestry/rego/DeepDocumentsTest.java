package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import org.attestry.rego.builtin.BuiltinFailure;
import org.attestry.rego.builtin.Yaml;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.error.RegoEvaluationException.Code;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoString;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How deep documents may be is said by the builtin that reads them, and not by what is left of the stack. */
class DeepDocumentsTest {
    private static final String RECURSIVE = "{\"properties\": {\"a\": {\"$ref\": \"#\"}}}";

    private static Arguments row(String name, String rule, String text, String words) {
        return Arguments.of(name, rule, text, words);
    }

    private static String nested(String open, int depth, String inner, String close) {
        return open.repeat(depth) + inner + close.repeat(depth);
    }

    static Stream<Arguments> tooDeep() {
        var yaml = "yaml.unmarshal(input.text)";
        var template = "strings.render_template(input.text, {\"x\": [1], \"none\": []})";
        var schema = "json.match_schema(input.text, %s)";
        return Stream.of(
                row("a flow sequence", yaml, nested("[", 100_000, "", "]"), "yaml: exceeded max depth of 256"),
                row("a flow that never ends", yaml, "[".repeat(100_000), "yaml: exceeded max depth of 256"),
                row("mappings", yaml, nested("{a: ", 257, "1", "}"), "yaml: exceeded max depth of 256"),
                row("block sequences", yaml, "- ".repeat(10_000), "yaml: exceeded max depth of 256"),
                row("keys", yaml, "? ".repeat(10_000), "yaml: exceeded max depth of 256"),
                row("an alias of itself", yaml, "&a [*a]", "yaml: exceeded max depth of 256"),
                row(
                        "conditions",
                        template,
                        nested("{{if .x}}", 50_000, "", "{{end}}"),
                        "render_template: exceeded max depth of 256"),
                row(
                        "loops",
                        template,
                        nested("{{range .none}}", 257, "", "{{end}}"),
                        "render_template: exceeded max depth of 256"),
                row(
                        "a schema that is itself",
                        schema.formatted("{\"$ref\": \"#\"}"),
                        "{}",
                        "exceeded max depth of 256"),
                row(
                        "two schemas that are each other",
                        schema.formatted(
                                "{\"$ref\": \"#/definitions/a\", \"definitions\":"
                                        + " {\"a\": {\"allOf\": [{\"$ref\": \"#/definitions/b\"}]}, \"b\": {\"not\": {\"$ref\": \"#/definitions/a\"}}}}"),
                        "{}",
                        "exceeded max depth of 256"),
                row(
                        "another draft",
                        schema.formatted(
                                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"allOf\": [{\"$ref\": \"#\"}]}"),
                        "{}",
                        "exceeded max depth of 256"),
                row(
                        "a document that leads deep into its schema",
                        schema.formatted(RECURSIVE),
                        nested("{\"a\": ", 400, "1", "}"),
                        "exceeded max depth of 256"),
                row(
                        "a deep schema",
                        "json.match_schema({}, input.text)",
                        nested("{\"not\": ", 900, "{}", "}"),
                        "exceeded max depth of 256"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooDeep")
    void whatIsTooDeepIsTheBuiltinsError(String name, String rule, String text, String words) throws Exception {
        var policy = Policies.compile("data.p.x", "package p\nx := " + rule);
        var options = Policies.OPTIONS.withLimits(Policies.OPTIONS.limits().withFuel(10_000_000));
        var input = RegoObject.of("text", RegoString.of(text));
        assertThatThrownBy(() -> policy.evaluate("data.p.x", input, options.withStrictErrors()))
                .isInstanceOfSatisfying(
                        RegoEvaluationException.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.BUILTIN))
                .hasMessageEndingWith(words);
        assertThat(policy.evaluate("data.p.x", input, options).value()).isEmpty();
    }

    /** Each definition names the next one twice: forty of them are 2^40 keywords. */
    private static RegoValue branching(String keyword) {
        var schema = new StringBuilder("{\"$ref\": \"#/definitions/d0\", \"definitions\": {");
        for (int i = 0; i < 40; i++) {
            var next = "{\"$ref\": \"#/definitions/d" + (i + 1) + "\"}";
            schema.append("\"d" + i + "\": {\"" + keyword + "\": [" + next + ", " + next + "]}, ");
        }
        schema.append("\"d40\": {\"type\": \"object\"}}}");
        return RegoObject.of("text", RegoString.of(schema.toString()));
    }

    @ParameterizedTest
    @CsvSource({"allOf, 60000, MEMORY", "anyOf, 60000, MEMORY", "oneOf, 60000, MEMORY", "allOf, 50, TIME"})
    void aSchemaThatBranchesIsPaidFor(String keyword, long milliseconds, Code code) throws Exception {
        var policy = Policies.compile("data.p.x", "package p\nx := json.match_schema({}, input.text)");
        var limits = Policies.OPTIONS.limits().withFuel(10_000_000).withWallTime(Duration.ofMillis(milliseconds));
        assertThatThrownBy(() -> policy.evaluate("data.p.x", branching(keyword), Policies.OPTIONS.withLimits(limits)))
                .isInstanceOfSatisfying(
                        RegoEvaluationException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code));
    }

    /** Where each line costs as much as all lines before it, this takes minutes and not a second. */
    @Test
    void aBodyOfManyLinesCompiles() throws Exception {
        var rule = new StringBuilder("package p\nx if {\n");
        for (int i = 0; i < 20_000; i++) rule.append("x" + i + " := input.a[" + i + "]\n");
        assertThat(Policies.compile("data.p.x", rule + "}\n")).isNotNull();
    }

    @Test
    void aSchemaThatIsTooDeepIsNoSchema() throws Exception {
        var deep = nested("{\"not\": ", 900, "{}", "}").replace("\"", "\\\"");
        assertThat(Policies.expression("json.verify_schema(\"" + deep + "\")"))
                .isEqualTo("[false, \"jsonschema: exceeded max depth of 256\"]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 250})
    void whatIsNotTooDeepIsRead(int depth) throws Exception {
        assertThat(Policies.expression("yaml.unmarshal(\"" + nested("[", depth, "1", "]") + "\")"))
                .isEqualTo(nested("[", depth, "1", "]"));
        assertThat(Policies.expression("strings.render_template(\"" + nested("{{if .x}}", depth, "y", "{{end}}")
                        + "\", {\"x\": true})"))
                .isEqualTo("\"y\"");
        assertThat(Policies.expression(
                        "yaml.unmarshal(yaml.marshal(json.unmarshal(\"" + nested("[", depth, "1", "]") + "\")))"))
                .isEqualTo(nested("[", depth, "1", "]"));
    }

    @Test
    void yamlIsWrittenAsDeepAsJsonIsRead() throws Exception {
        assertThat(Policies.expression("yaml.marshal(json.unmarshal(\"" + nested("[", 511, "1", "]") + "\"))"))
                .isEqualTo('"' + "- ".repeat(511) + "1\\n\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 120})
    void aRecursiveSchemaFollowsItsDocument(int depth) throws Exception {
        var document = nested("{\\\"a\\\": ", depth, "%s", "}");
        var schema = RECURSIVE.replace("{\"properties\"", "{\"type\": \"object\", \"properties\"");
        assertThat(Policies.expression("json.match_schema(\"" + document.formatted("{}") + "\", " + schema + ")[0]"))
                .isEqualTo("true");
        assertThat(Policies.expression("json.match_schema(\"" + document.formatted("1") + "\", " + schema + ")[0]"))
                .isEqualTo("false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a [*a]", "- - - -", "[[", "&a {b: *a}"})
    void dataInYamlHasTheSameEnd(String text) {
        var deep = text.startsWith("&") ? text : text.substring(0, 2).repeat(50_000);
        assertThatThrownBy(() -> Yaml.read(deep))
                .isInstanceOf(BuiltinFailure.class)
                .hasMessage("yaml: exceeded max depth of 256");
    }
}
