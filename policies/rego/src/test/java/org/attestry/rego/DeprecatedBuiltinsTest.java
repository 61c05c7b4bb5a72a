package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.attestry.rego.builtin.Builtins;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.syntax.RegoVersion;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoNull;
import org.attestry.rego.value.RegoObject;
import org.attestry.rego.value.RegoValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OPA took out of Rego v1 and keeps for older modules. */
class DeprecatedBuiltinsTest {
    static final Set<String> NAMES = Builtins.deprecated();

    private static CompiledPolicy compile(RegoVersion version, String rules) throws RegoCompileException {
        return RegoCompiler.standard()
                .compile(
                        List.of(new RegoModule("p.rego", "package p\n" + rules, version)),
                        RegoObject.EMPTY,
                        List.of("data.p.x"));
    }

    private static List<RegoError> errors(RegoVersion version, String rules) {
        return catchThrowableOfType(RegoCompileException.class, () -> compile(version, rules))
                .errors();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "all([true, true]) ~ true",
                "all([true, 1]) ~ false",
                "all([]) ~ true",
                "all({true}) ~ true",
                "all({true, false}) ~ false",
                "all(set()) ~ true",
                "any([false, true]) ~ true",
                "any([1]) ~ false",
                "any([]) ~ false",
                "any({true, 1}) ~ true",
                "any(set()) ~ false",
                "cast_array({2, 1}) ~ [1, 2]",
                "cast_array([2, 1]) ~ [2, 1]",
                "cast_array(input.text) ~ undefined",
                "cast_set([2, 1, 2]) ~ {1, 2}",
                "cast_set({1}) ~ {1}",
                "cast_set(input.object) ~ undefined",
                "cast_string(input.text) ~ \"a\"",
                "cast_string(input.one) ~ undefined",
                "cast_boolean(input.no) ~ false",
                "cast_boolean(input.text) ~ undefined",
                "cast_null(input.nothing) ~ null",
                "cast_null(input.no) ~ undefined",
                "cast_object(input.object) ~ {\"k\": 1}",
                "cast_object(input.text) ~ undefined",
                "re_match(\"^a+$\", \"aa\") ~ true",
                "re_match(\"^a+$\", \"ab\") ~ false",
                "re_match(input.broken, \"a\") ~ undefined",
                "set_diff({1, 2, 3}, {2}) ~ {1, 3}",
                "set_diff(set(), {2}) ~ set()",
                "net.cidr_overlap(\"10.0.0.0/8\", \"10.1.2.3\") ~ true",
                "net.cidr_overlap(\"10.0.0.0/8\", \"10.1.0.0/16\") ~ true",
                "net.cidr_overlap(\"10.1.0.0/16\", \"10.0.0.0/8\") ~ false",
                "net.cidr_overlap(\"10.0.0.0/8\", \"11.1.2.3\") ~ false",
                "net.cidr_overlap(input.text, \"11.1.2.3\") ~ undefined",
            })
    void anOlderModuleCallsThemWithWhatOpaAnswers(String call, String expected) throws Exception {
        var input = JsonReader.read(
                "{\"text\": \"a\", \"one\": 1, \"no\": false, \"nothing\": null, \"object\": {\"k\": 1}, \"broken\": \"(\"}");
        var value = compile(RegoVersion.V0, "x = " + call)
                .evaluate("data.p.x", input, Policies.OPTIONS)
                .value();
        assertThat(value.map(RegoValue::toString).orElse("undefined")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "x = all(1) ~ all: invalid argument(s)\\n\\thave: (number)\\n\\twant: (any<array[any], set[any]>)",
                "x = set_diff([1], {1}) ~ set_diff: invalid argument(s)\\n\\thave: (array<number>, set[number])\\n\\twant: (set[any], set[any])",
                "x = re_match(1, \"a\") ~ re_match: invalid argument(s)\\n\\thave: (number, string)\\n\\twant: (string, string)",
                "x { cast_string(\"1\") = 1 } ~ match error\\n\\tleft  : string\\n\\tright : number",
                "x { cast_array([1]) = {1} } ~ match error\\n\\tleft  : array[any]\\n\\tright : set[number]",
            })
    void theirDeclaredTypesAreChecked(String rule, String message) {
        assertThat(errors(RegoVersion.V0, rule).getFirst().message())
                .isEqualTo(message.replace("\\n", "\n").replace("\\t", "\t"));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("NAMES")
    void aModuleOfTheNewerRegoDoesNotCallThem(String name) {
        int arity =
                Objects.requireNonNull(Builtins.standard().get(name)).params().size();
        var rule = "x if " + name + "(" + "input.a,".repeat(arity - 1) + "input.b)";
        for (var version : RegoVersion.values()) {
            var error = errors(version, version == RegoVersion.V1 ? rule : "import rego.v1\n" + rule)
                    .getFirst();
            assertThat(error.code()).isEqualTo(RegoError.TYPE);
            assertThat(error.message()).isEqualTo("deprecated built-in function calls in expression: " + name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x := [y | y := any(input.a)]",
                "x if every y in input.a { any(y) }",
                "x if { y := {\"k\": [1 + count([z | z := any(input.a)])]}; y.k }",
                "x if not any(input.a)",
                "x if any(input.a) with any as true",
                "x := 1 if false else := any(input.a)",
                "f(y) := any(y)\nx := 1",
            })
    void noPlaceInAModuleHidesTheCall(String rules) {
        assertThat(errors(RegoVersion.V1, rules).getFirst().message())
                .isEqualTo("deprecated built-in function calls in expression: any");
    }

    @Test
    void theirNamesAreFreeForFunctionsOfAModule() throws Exception {
        assertThat(Policies.value("any(y) := y + 1\nx := any(1)", "{}")).isEqualTo("2");
    }

    @Test
    void anOlderModuleBesideANewerOneIsLeftAlone() {
        var modules = List.of(
                new RegoModule("o.rego", "package o\nx { any([true]) }", RegoVersion.V0),
                new RegoModule("p.rego", "package p\nx if data.o.x"));
        assertThatCode(() -> RegoCompiler.standard().compile(modules, RegoObject.EMPTY, List.of("data.p.x")))
                .doesNotThrowAnyException();
    }

    @Test
    void aQueryMayCallThem() throws Exception {
        var policy = RegoCompiler.standard()
                .compileQueries(List.of(), RegoObject.EMPTY, Map.of("q", "result = any([true])"));
        assertThat(policy.evaluate("q", RegoNull.NULL, Policies.OPTIONS).value())
                .hasToString("Optional[true]");
    }
}
