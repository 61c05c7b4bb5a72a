package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What annotations say of documents, and what the type checker makes of it. */
class SchemaAnnotationsTest {
    private static final RegoValue PERSON = JsonReader.read("""
            {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"},
             "tags": {"type": "array", "items": {"type": "string"}}, "friend": {"$ref": "#"}}}""");

    private static void compile(Map<String, RegoValue> schemas, String... sources) throws RegoCompileException {
        var modules = new ArrayList<RegoModule>();
        for (var source : sources) modules.add(new RegoModule("m" + modules.size() + ".rego", source));
        RegoCompiler.standard().withSchemas(schemas).compile(modules, RegoObject.EMPTY, List.of("data.p.x"));
    }

    private static RegoError error(Map<String, RegoValue> schemas, String... sources) {
        return catchThrowableOfType(RegoCompileException.class, () -> compile(schemas, sources))
                .errors()
                .getFirst();
    }

    /** A rule under an annotation that gives {@code input} a schema, in place. */
    private static String ruled(String schema, String rule) {
        return "package p\n# METADATA\n# schemas:\n#   - input: " + schema + "\n" + rule;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '~',
            value = {
                "{type: object, properties: {a: {type: string}}} ~ x := input.b ~ undefined ref: input.b",
                "{properties: {a: {type: string}}} ~ x := input.a.b ~ undefined ref: input.a.b",
                "{type: object, properties: {a: {type: string}}} ~ x := input.a + 1 ~ plus: invalid argument(s)",
                "{type: object, properties: {a: {type: integer}}} ~ x if input.a = \"1\" ~ match error",
                "{type: object, properties: {a: {}}, additionalProperties: false} ~ x := input.b ~ undefined ref: input.b",
                "{type: array, items: {type: object, properties: {a: {}}}} ~ x := input[_].b ~ undefined ref: input[_].b",
                "{type: array, items: [{type: string}]} ~ x := input[1] ~ undefined ref: input[1]",
                "{allOf: [{properties: {a: {}}}, {properties: {b: {}}}]} ~ x := input.c ~ undefined ref: input.c",
                "{type: object, allOf: [{properties: {a: {}}}, {required: [a]}]} ~ x := input.c ~ undefined ref: input.c",
                "{anyOf: [{properties: {a: {}}}, {type: string}]} ~ x := input.c ~ undefined ref: input.c",
                "{definitions: {s: {type: string}}, properties: {a: {$ref: \"#/definitions/s\"}}} ~ x := input.a.b ~ undefined ref: input.a.b",
                "{properties: {a: {type: [string, 'null']}}} ~ x := input.a + 1 ~ plus: invalid argument(s)",
                "{properties: {b: {$ref: \"#\"}}} ~ x := input.b.c ~ undefined ref: input.b.c",
                "{properties: {a: {}}} ~ x := [y | y := input.b] ~ undefined ref: input.b",
                "{properties: {a: {}}} ~ x := y if { z := input; y := z.b } ~ undefined ref: z.b",
                "{properties: {a: {}}} ~ x := 1 if false else := input.b ~ undefined ref: input.b",
            })
    void whatASchemaRulesOutIsRefused(String schema, String rule, String message) {
        var error = error(Map.of(), ruled(schema, rule));
        assertThat(error.code()).isEqualTo(RegoError.TYPE);
        assertThat(error.line()).isEqualTo(5);
        assertThat(error.message()).startsWith(message);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "{}",
                "{type: object}",
                "{type: any}",
                "{enum: [1]}",
                "{oneOf: [{properties: {a: {}}}]}",
                "{properties: {a: {}}, oneOf: [{properties: {b: {}}}]}",
                "{properties: {a: {}}, additionalProperties: true}",
                "{properties: {a: {}}, additionalProperties: {type: object}}",
                "{properties: {a: {}}, patternProperties: {\"^b\": {}}}",
                "{properties: {a: {}}, if: {}, then: {properties: {b: {}}}}",
                "{properties: {a: {}}, allOf: [{$ref: \"https://example.com/s.json\"}]}",
                "{properties: {a: {}}, anyOf: [{properties: {b: {}}}, {}]}",
                "{$ref: \"#\"}",
                "{$ref: \"#/nothing\"}",
                "{$ref: \"other.json\"}",
                "{properties: {b: {type: object, allOf: [{properties: {c: {type: integer}}}, {required: [c]}]}}}",
            })
    void whatASchemaAllowsOrLeavesUnsaidIsLeftToEvaluation(String schema) {
        var rule = "x if { input.b.c == 1; input.b = {\"c\": 2} }";
        assertThatCode(() -> compile(Map.of(), ruled(schema, rule))).doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "rule ~ x := 1\\ny := input.b ~ true",
                "rule ~ x := input.b ~ false",
                "document ~ x := 1 if false\\nx := input.b ~ false",
                "document ~ x := 1\\ny := input.b ~ true",
                "package ~ x := 1\\ny := input.b ~ false",
                "subpackages ~ x := 1\\ny := input.b ~ false",
            })
    void aSchemaHoldsInItsScope(String scope, String rules, boolean compiles) {
        var source = "package p\n# METADATA\n# scope: " + scope + "\n# schemas:\n#   - input: schema.person\n"
                + rules.replace("\\n", "\n");
        var schemas = Map.of("schema.person", PERSON);
        if (compiles) assertThatCode(() -> compile(schemas, source)).doesNotThrowAnyException();
        else assertThat(error(schemas, source).message()).startsWith("undefined ref: input.b");
    }

    @Test
    void subpackagesTakeTheSchemaOfAPackageAroundThemAndMayOverrideIt() throws Exception {
        var outer =
                "# METADATA\n# scope: subpackages\n# schemas:\n#   - input: schema.person\npackage p\nx := input.name\n";
        var own = "# METADATA\n# schemas:\n#   - input.extra: {type: string}\ny := input.extra\nz := input.name\n";
        compile(Map.of("schema.person", PERSON), outer, "package p.q\n" + own);
        assertThat(error(Map.of("schema.person", PERSON), outer, "package p.q\n" + own + "w := input.extra")
                        .message())
                .startsWith("undefined ref: input.extra");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "data.people ~ x := data.people.first ~ undefined ref: data.people.first",
                "data.people ~ x := data.people.name + 1 ~ plus: invalid argument(s)",
                "data.people ~ x := data.people.friend.friend.name ~",
                "data.people ~ x := data.others.first ~",
                "data.people ~ x if data.people.first with data.people as {\"first\": 1} ~",
                "input.who ~ x := input.who.first ~ undefined ref: input.who.first",
                "input.who ~ x := input.first ~",
                "input ~ x if input.first with input as {\"first\": 1} ~",
                "input[\"who\"] ~ x := input.who.first ~ undefined ref: input.who.first",
            })
    void aSchemaHoldsForThePathItIsGivenTo(String path, String rule, String message) {
        var source = "package p\n# METADATA\n# schemas:\n#   - " + path + ": schema.person\n" + rule;
        var schemas = Map.of("schema.person", PERSON);
        if (message == null) assertThatCode(() -> compile(schemas, source)).doesNotThrowAnyException();
        else assertThat(error(schemas, source).message()).startsWith(message);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "input: schema.person ~ rego_type_error ~ undefined schema: schema.person",
                "input: data.person ~ rego_parse_error ~ expected schema reference",
                "input: 7 ~ rego_parse_error ~ invalid schema declaration for path \"input\"",
                "\"1 +\": {} ~ rego_parse_error ~ invalid schema path \"1 +\"",
                "input ~ rego_parse_error ~ invalid schema declaration",
            })
    void aDeclarationThatNamesNoSchemaIsRefused(String declaration, String code, String message) {
        var error = error(Map.of(), "package p\n# METADATA\n# schemas:\n#   - " + declaration + "\nx := 1");
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void theSchemaOfEveryInputHoldsInAllRulesAndQueries() {
        var schemas = Map.of("schema", PERSON);
        assertThat(error(schemas, "package p\nx := input.b").message()).startsWith("undefined ref: input.b");
        var compiler = RegoCompiler.standard().withSchemas(schemas);
        var refusal = catchThrowableOfType(
                RegoCompileException.class,
                () -> compiler.compileQueries(List.of(), RegoObject.EMPTY, Map.of("q", "input.b")));
        assertThat(refusal.errors().getFirst().message()).startsWith("undefined ref: input.b");
    }
}
