package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoError;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeCheckerTest {
    private static void compile(String rules) throws RegoCompileException {
        RegoCompiler.standard()
                .compile(
                        List.of(new RegoModule("p.rego", "package p\n" + rules)),
                        RegoObject.EMPTY,
                        List.of("data.p.x"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            value = {
                "x if 1 = \"a\" ~ match error: left  : number: right : string",
                "x if [1, y] = [\"a\", 2] ~ match error: left  : array<number, any>: right : array<string, number>",
                "x if [1] = [1, 2] ~ match error: left  : array<number>: right : array<number, number>",
                "x if {\"a\": 1} = {\"b\": input} ~ match error: left  : object<\"a\": number>: right : object<\"b\": any>",
                "x if \"a\" = count(input) ~ match error: left  : string: right : number",
                "x := count(5) ~ count: invalid argument(s): have: (number): want: (any<string, array[any], object[any: any], set[any]>)",
                "x := startswith(input.a, [1]) ~ startswith: invalid argument(s): have: (any, array<number>): want: (string, string)",
                "x := f(1)\\nf(y) := count(y) ~ data.p.f: invalid argument(s): have: (number): want: (any<string, array[any], object[any: any], set[any]>)",
                "x := y.foo\\ny := 1 ~ undefined ref: data.p.y.foo: have: number",
                "x if { y := {\"k\": 1}; y.b } ~ undefined ref: y.b: have: \"b\": want (one of): [\"k\"]",
                "x if { y := [1]; y[3] } ~ undefined ref: y[3]: have: array<number>",
                "x if { y := [1]; k := \"a\"; y[k] } ~ undefined ref: y[k]: have: array<number>",
                "x := [z | z := input; 1 = \"a\"] ~ match error: left  : number: right : string",
                "x if { y := 1; y == \"a\" } ~ match error: left  : number: right : string",
                "x if {y | some y in [1]} = {\"a\"} ~ match error: left  : set[number]: right : set[string]",
                "x if split(input, \",\") = numbers.range(1, 2) ~ match error: left  : array[string]: right : array[number]",
                "x if count(input) == [] ~ match error: left  : number: right : array",
                "x if every y in [1] { y == z.b }\\nz := {\"a\": 1} ~ undefined ref: data.p.z.b: have: \"b\": want (one of): [\"a\"]",
                "x := y + 1\\ny contains 1 ~ plus: invalid argument(s): have: (set[number], number): want: (number, number)",
            })
    void whatCanNeverHoldIsRefusedWithBothTypes(String rules, String message) {
        var errors = catchThrowableOfType(RegoCompileException.class, () -> compile(rules.replace("\\n", "\n")))
                .errors();
        assertThat(errors.getFirst().code()).isEqualTo(RegoError.TYPE);
        assertThat(errors.getFirst().message().replaceAll("\n\t", ": ")).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x := 1 == \"a\"",
                "x if { walk(input, [y, z]); z == 1; y == [\"a\"] }",
                "x if { y == set() }\ny contains 1",
                "x if every y in [1] { startswith(y, \"a\") }",
                "x if every y in [1] { y = \"a\" }",
                "x if input.a = 1",
                "x := y.foo\ny := {\"foo\": 1} if input.a\ny := 2 if not input.a",
                "x if y.foo = 1 with data.p.y as {\"foo\": 1}\ny := 1",
                "x if count(5) = 7 with count as 7",
                "x := f(1)\nf(y) := count(y) if is_string(y)\nf(y) := y if is_number(y)",
                "x := {k: v | some k, v in input}[\"a\"].b",
                "x if { some i; [\"a\", 1][i] = 1 }",
                "x := y.a.b\ny[k] := input if some k in input",
                "x := data.elsewhere.y.z",
                "x if { y := {1, \"a\"}; y[\"a\"] }",
            })
    void whatMayHoldIsLeftToEvaluation(String rules) {
        assertThatCode(() -> compile(rules)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 400})
    void typesThatDoubleWithEachRuleStaySmall(int depth) {
        var rules = new StringBuilder("y0 := [input, 1]\n");
        for (int i = 1; i <= depth; i++) rules.append("y%d := {\"a\": y%d, \"b\": y%d}\n".formatted(i, i - 1, i - 1));
        rules.append("x if y%d = y%d".formatted(depth, depth - 1));
        assertThatCode(() -> compile(rules.toString())).doesNotThrowAnyException();
    }
}
