package org.attestry.rego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.stream.Stream;
import org.attestry.rego.error.RegoCompileException;
import org.attestry.rego.error.RegoEvaluationException;
import org.attestry.rego.value.JsonException;
import org.attestry.rego.value.JsonReader;
import org.attestry.rego.value.RegoBoolean;
import org.attestry.rego.value.RegoObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever is thrown at the engine ends with an error of its own, and never with {@code allow}. */
class HostileInputTest {
    private record Attack(String name, String rules) {}

    private static Stream<Attack> attacks() {
        return Stream.of(
                new Attack(
                        "quadratic comprehension",
                        "allow if count([1 | some a in numbers.range(1, 100000); some b in numbers.range(1, 100000)]) > 0"),
                new Attack(
                        "catastrophic regex",
                        "allow if not regex.match(`^(a+)+$`, concat(\"\", [\"a\" | some _ in numbers.range(1, 100000)]))"),
                new Attack(
                        "long regex",
                        "allow if regex.match(concat(\"\", [\"(a|b)*\" | some _ in numbers.range(1, 10000)]), \"c\")"),
                new Attack(
                        "doubling string",
                        "allow if { a := \"xxxxxxxxxxxxxxxx\"; b := replace(a, \"x\", a); c := replace(b, \"x\", b); d := replace(c, \"x\", c); e := replace(d, \"x\", d); count(replace(e, \"x\", e)) > 0 }"),
                new Attack("huge number", "allow if bits.lsh(1, 1000000000) > 0"),
                new Attack("huge power", "allow if { a := 1e4000; a * a * a < 0 }"),
                new Attack("cidr expansion", "allow if count(net.cidr_expand(\"0.0.0.0/0\")) > 0"),
                new Attack("padding", "allow if count(sprintf(\"%999999999d\", [1])) == 0"),
                new Attack("deep calls", chain(2_000)),
                new Attack("many rules", "x contains 1\n".repeat(20_000) + "allow if count(x) == 0"),
                new Attack("deep nesting", "allow := " + "[".repeat(10_000) + "]".repeat(10_000)),
                new Attack("long chain of operators", "allow if 1 " + "+ 1 ".repeat(50_000) + "> 0"),
                new Attack("long body", "allow if {\n" + "input.a == 1\n".repeat(20_000) + "}"),
                new Attack("recursion", "allow if not allow"),
                new Attack("undefined", "allow := input.missing"),
                new Attack("the string true", "allow := \"true\""),
                new Attack("number", "allow := 1"),
                new Attack("set", "allow contains true"),
                new Attack("conflict", "allow := true\nallow := false"),
                new Attack("wrong package", "other := true"),
                new Attack("v0 syntax", "allow { true }"));
    }

    private static String chain(int length) {
        var rules = new StringBuilder("allow if f0(1) == 2\n");
        for (int i = 0; i < length; i++) rules.append("f%d(x) := f%d(x)%n".formatted(i, i + 1));
        return rules.append("f").append(length).append("(x) := x + 1").toString();
    }

    @TestFactory
    Stream<DynamicTest> noAttackAllows() {
        return attacks().map(attack -> DynamicTest.dynamicTest(attack.name, () -> check(attack)));
    }

    private static void check(Attack attack) {
        long start = System.nanoTime();
        var thrown = catchThrowable(() -> {
            var policy = Policies.compile("data.p.allow", "package p\n" + attack.rules);
            var allow = policy.evaluate("data.p.allow", RegoObject.EMPTY, Policies.OPTIONS)
                    .value();
            assertThat(allow.isPresent() && allow.get() == RegoBoolean.TRUE)
                    .as("allowed")
                    .isFalse();
        });
        if (thrown != null)
            assertThat(thrown).isInstanceOfAny(RegoCompileException.class, RegoEvaluationException.class);
        assertThat((System.nanoTime() - start) / 1_000_000_000).as("seconds").isLessThan(60);
    }

    @Test
    void inputThatIsNotExactlyJsonIsRefused() {
        for (var text : List.of("", "{", "{\"a\":1,\"a\":2}", "1e999999", "\"\\ud800\"", "[1] [2]", "\ufeff1")) {
            assertThat(catchThrowable(() -> JsonReader.read(text))).as(text).isInstanceOf(JsonException.class);
        }
    }

    @Test
    void numbersBeyondDoublesStayExact() throws Exception {
        assertThat(Policies.value("x if input.n == 9007199254740993", "{\"n\": 9007199254740993}"))
                .isEqualTo("true");
        assertThat(Policies.value("x if input.n == 9007199254740992", "{\"n\": 9007199254740993}"))
                .isEqualTo("undefined");
        assertThat(Policies.value("x if input.n > 1e308", "{\"n\": 1e400}")).isEqualTo("true");
    }
}
